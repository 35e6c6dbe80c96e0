import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A013: bytes stand before or behind the zip. Found by the reader itself. */
export const zipSurroundings: Rule = problemRule({
  code: "A013",
  slug: "zip-surroundings",
  title: "bytes stand before or behind the zip",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "The archive is not the whole file.",
    why: 'PyPI refuses the upload ("Trailing data").',
    fix: "build again; do not append to wheels",
    bad: "cat signature >> pkg.whl",
    good: "signatures in files of their own",
    peers: ["PyPI"],
  },
});
