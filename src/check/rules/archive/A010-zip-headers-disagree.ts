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
    what: "The two lists of members in a zip file say different things.",
    why: 'PyPI rejects the upload ("Mis-matched local headers and central directory" and its kin): two installers could see two contents.',
    fix: "zip the content again, without streaming or patching",
    bad: "a member that only one of the lists names",
    good: "a wheel as its backend wrote it",
    peers: ["PyPI", "uv"],
  },
});
