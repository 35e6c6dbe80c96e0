import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y008: modes come from the umask of the machine that built. */
export const modesOfTheBuilder: Rule = defineRule({
  code: "Y008",
  slug: "modes-of-the-builder",
  title: "modes come from the umask of the machine that built",
  severity: "info",
  needs: ["dist"],
  docs: {
    what: "Members are writable for the group, or not readable for others: neither 0644 nor 0755.",
    why: "The bytes depend on the builder's umask; and what others cannot read breaks installs into shared places.",
    fix: "build with umask 022",
    bad: "-rw-rw-r--",
    good: "-rw-r--r--",
    peers: [],
  },
  *check({ distributions }) {
    for (const { fileName, entries } of distributions) {
      const odd = entries.filter(
        ({ kind, mode, name }) =>
          // setuptools writes RECORD so, whatever the umask.
          !/^[^/]+\.dist-info\/RECORD$/.test(name) &&
          (kind === "file" || kind === "directory") &&
          (mode & 0o777) !== 0 &&
          ((mode & 0o020) !== 0 || (mode & 0o044) !== 0o044),
      );
      const [first] = odd;
      if (first === undefined) continue;
      yield {
        message: `${fileName}: ${odd.length === 1 ? `${first.name} has` : `${odd.length} members have`} a mode of the builder's umask (${first.mode.toString(8)})`,
        location: { file: `${fileName}!/${first.name}` },
        subject: fileName,
      };
    }
  },
});
