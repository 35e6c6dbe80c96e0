import { scriptViews } from "../../views/script-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E002: a script's name is not a valid file name. */
export const scriptNameInvalid: Rule = defineRule({
  code: "E002",
  slug: "script-name-invalid",
  title: "a script's name is not a valid file name",
  severity: "error",
  needs: ["tree", "wheel"],
  docs: {
    what: "Names of console and GUI scripts may contain only letters, digits, `_`, `.` and `-`.",
    why: 'PyPI rejects the upload ("has invalid entry points").',
    fix: "rename the script",
    bad: '"bin/tool" = "pkg.cli:main"',
    good: 'tool = "pkg.cli:main"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const script of scriptViews(inputs)) {
      if (!script.isProgram || /^[\p{L}\p{N}_.-]+$/u.test(script.name)) continue;
      yield {
        message: `the script "${script.name}" cannot be a file name`,
        location: script.location,
        subject: script.name,
        explains: [symptom.refusal("entry-points"), symptom.script(script.name)],
      };
    }
  },
});
