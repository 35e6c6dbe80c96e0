import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A010: local headers and central directory disagree. Found by the reader itself. */
export const zipHeadersDisagree: Rule = problemRule({
  code: "A010",
  slug: "zip-headers-disagree",
  title: "local headers and central directory disagree",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "The two member lists of the zip file differ.",
    why: 'PyPI rejects the upload ("Mis-matched local headers and central directory" and similar messages), because two installers could see different contents.',
    fix: "create the zip again without streaming or patching it",
    bad: "a member that only one of the lists names",
    good: "a wheel as its backend wrote it",
    peers: ["PyPI", "uv"],
  },
});
