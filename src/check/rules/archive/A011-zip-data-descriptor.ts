import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A011: a member was streamed with a data descriptor. Found by the reader itself. */
export const zipDataDescriptor: Rule = problemRule({
  code: "A011",
  slug: "zip-data-descriptor",
  title: "a member was streamed with a data descriptor",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "The member's sizes follow its data instead of preceding it.",
    why: 'PyPI rejects the upload ("ZIP contains a data descriptor").',
    fix: "write the wheel to a seekable file",
    bad: "zip - pkg > pkg.whl",
    good: "a wheel as its backend wrote it",
    peers: ["PyPI"],
  },
});
