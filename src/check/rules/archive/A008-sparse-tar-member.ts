import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A008: the sdist contains a sparse member. Found by the reader itself. */
export const sparseTarMember: Rule = problemRule({
  code: "A008",
  slug: "sparse-tar-member",
  title: "the sdist contains a sparse member",
  severity: "error",
  on: "sdist",
  explains: [symptom.refusal("sparse-member")],
  docs: {
    what: "A GNU sparse member stores holes instead of bytes.",
    why: 'PyPI rejects the upload ("Sparse members are not allowed").',
    fix: "build without `tar --sparse`",
    bad: "tar --sparse -czf",
    good: "an sdist as its backend wrote it",
    peers: ["PyPI"],
  },
});
