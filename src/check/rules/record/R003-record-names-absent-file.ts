import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R003: RECORD names a file that is not there. Found by the reader itself. */
export const recordNamesAbsentFile: Rule = problemRule({
  code: "R003",
  slug: "record-names-absent-file",
  title: "RECORD names a file that is not there",
  severity: "error",
  on: "wheel",
  docs: {
    what: "A row without its member.",
    why: "PyPI mails all maintainers; installers that verify fail.",
    fix: "build again",
    bad: "zip -d pkg.whl pkg/secret.py",
    good: "every row has its file",
    peers: ["wheel-inspect"],
  },
});
