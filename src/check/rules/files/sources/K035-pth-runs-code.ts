import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K035: a .pth file runs code at every start of Python. */
export const pthRunsCode: Rule = defineRule({
  code: "K035",
  slug: "pth-runs-code",
  title: "a .pth file runs code at every start of Python",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "Python executes every line of a .pth file that begins with import.",
    why: "The code runs at every start of Python in the environment, even if the package is not used, and every program shows its errors.",
    fix: "remove it, or document why it is needed",
    bad: "import good_pkg.hook  # in good.pth",
    good: "/opt/good/lib  # in good.pth",
    peers: [],
  },
  visitor: {
    wants: ({ name, size }) =>
      /^([^/]+\.data\/(pure|plat)lib\/)?[^/]+\.pth$/.test(name) ? Math.min(size, 65_536) : 0,
    look: (bytes) => {
      const lines = Buffer.from(bytes).toString("utf8").split(/\r?\n/);
      const line = lines.findIndex((each) => /^import[ \t]/.test(each));
      return line === -1 ? undefined : line + 1;
    },
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      if (EXPECTED.test(member.name)) continue;
      yield {
        message: `${member.name} runs code at every start of Python`,
        location: { file: memberPath(distribution, member.name), line: value },
        subject: member.name,
      };
    }
  },
});

/** Editable installs, old namespace packages, and tools that measure or replace a start. */
const EXPECTED = /__editable__|-nspkg\.pth$|(^|\/)(distutils-precedence|a1_coverage|.*cov.*|pywin32)\.pth$/;
