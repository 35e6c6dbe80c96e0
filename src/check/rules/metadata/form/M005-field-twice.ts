import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** M005: a field that may stand once stands twice. Found by the reader itself. */
export const fieldTwice: Rule = problemRule({
  code: "M005",
  slug: "field-twice",
  title: "a field that may stand once stands twice",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("metadata-invalid-data"), symptom.refusal("missing-version")],
  docs: {
    what: "Single-use fields are Name, Version, Summary and the like.",
    why: 'PyPI refuses the upload ("has invalid data" or "is a required field").',
    fix: "remove one",
    bad: "two Version lines",
    good: "one Version line",
    peers: ["PyPI", "twine"],
  },
});
