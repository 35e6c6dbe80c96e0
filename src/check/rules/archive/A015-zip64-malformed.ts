import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A015: the ZIP64 fields are malformed. Found by the reader itself. */
export const zip64Malformed: Rule = problemRule({
  code: "A015",
  slug: "zip64-malformed",
  title: "the ZIP64 fields are malformed",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "An extra field is broken or occurs twice.",
    why: 'PyPI rejects the upload ("Invalid duplicate extra in local file" and similar messages).',
    fix: "create the zip again",
    bad: "a patched zip",
    good: "a wheel as its backend wrote it",
    peers: ["PyPI"],
  },
});
