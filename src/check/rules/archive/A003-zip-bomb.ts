import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A003: the archive unpacks to far more than its size. Found by the reader itself. */
export const zipBomb: Rule = problemRule({
  code: "A003",
  slug: "zip-bomb",
  title: "the archive unpacks to far more than its size",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("compression-ratio")],
  docs: {
    what: "The archive unpacks to more than 64 MiB, at a compression ratio above 50.",
    why: 'PyPI rejects the upload ("File exceeds compression ratio of 50").',
    fix: "leave the repetitive data out, or compress it inside the package",
    bad: "70 MiB of zeros in a module's data",
    good: "data that is fetched or generated when needed",
    peers: ["PyPI"],
  },
});
