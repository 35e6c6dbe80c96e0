import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A013: the file has bytes before or after the zip. Found by the reader itself. */
export const zipSurroundings: Rule = problemRule({
  code: "A013",
  slug: "zip-surroundings",
  title: "the file has bytes before or after the zip",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "The archive is not the whole file.",
    why: 'PyPI rejects the upload ("Trailing data").',
    fix: "build again, and do not append to the wheel",
    bad: "cat signature >> pkg.whl",
    good: "signatures in separate files",
    peers: ["PyPI"],
  },
});
