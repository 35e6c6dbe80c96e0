import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A012: the central directory contains a comment. Found by the reader itself. */
export const zipMemberComment: Rule = problemRule({
  code: "A012",
  slug: "zip-member-comment",
  title: "the central directory contains a comment",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "A member has a comment. (A comment on the archive itself is allowed.)",
    why: 'PyPI rejects the upload ("Comment in central directory").',
    fix: "create the zip again without comments",
    bad: "zip -c",
    good: "no comments",
    peers: ["PyPI"],
  },
});
