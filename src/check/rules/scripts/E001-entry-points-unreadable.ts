import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E001: entry_points.txt cannot be read. */
export const entryPointsUnreadable: Rule = defineRule({
  code: "E001",
  slug: "entry-points-unreadable",
  title: "entry_points.txt cannot be read",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "entry_points.txt is UTF-8 INI with `=` as its only delimiter.",
    why: 'PyPI rejects the upload ("has invalid entry points defined in the entry_points.txt file"), and pip cannot install the wheel.',
    fix: "build again from [project.scripts]",
    bad: "pkg: pkg.cli:main",
    good: "pkg = pkg.cli:main",
    peers: ["PyPI", "pip"],
  },
  *check(inputs) {
    for (const wheel of inputs.wheels) {
      for (const { code, message, line } of wheel.entryPoints?.problems ?? []) {
        if (code !== "E001") continue;
        const file = `${wheel.fileName}!/entry_points.txt`;
        yield {
          message,
          location: { file, ...(line !== undefined && { line }) },
          subject: message,
          explains: [symptom.refusal("entry-points"), symptom.install("entry-point")],
        };
      }
    }
  },
});
