import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A004: a member uses a compression that installers do not read. Found by the reader itself. */
export const unsupportedCompression: Rule = problemRule({
  code: "A004",
  slug: "unsupported-compression",
  title: "a member uses a compression that installers do not read",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("compression-type"), symptom.refusal("zip-structure")],
  docs: {
    what: "Only stored and deflated members are allowed in a wheel.",
    why: 'PyPI rejects the upload ("File does not use a supported compression type"), and so does uv.',
    fix: "write the wheel with deflate",
    bad: "zip -Z bzip2 pkg.whl",
    good: "a wheel as its backend wrote it",
    peers: ["PyPI", "uv"],
  },
});
