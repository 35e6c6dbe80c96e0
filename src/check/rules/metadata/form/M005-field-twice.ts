import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** M005: a single-use field occurs more than once. Found by the reader itself. */
export const fieldTwice: Rule = problemRule({
  code: "M005",
  slug: "field-twice",
  title: "a single-use field occurs more than once",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("metadata-invalid-data"), symptom.refusal("missing-version")],
  docs: {
    what: "Single-use fields are Name, Version, Summary and the like.",
    why: 'PyPI rejects the upload ("has invalid data" or "is a required field").',
    fix: "remove one",
    bad: "two Version lines",
    good: "one Version line",
    peers: ["PyPI", "twine"],
  },
});
