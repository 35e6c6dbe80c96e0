import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R003: RECORD lists a missing file. Found by the reader itself. */
export const recordNamesAbsentFile: Rule = problemRule({
  code: "R003",
  slug: "record-names-absent-file",
  title: "RECORD lists a missing file",
  severity: "error",
  on: "wheel",
  docs: {
    what: "RECORD has a row for a member that is not in the wheel.",
    why: "PyPI sends a warning to all maintainers, and installers that verify RECORD fail.",
    fix: "build again",
    bad: "zip -d pkg.whl pkg/secret.py",
    good: "every row has its file",
    peers: ["wheel-inspect"],
  },
});
