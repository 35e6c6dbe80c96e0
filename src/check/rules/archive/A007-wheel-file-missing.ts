import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A007: the wheel has no WHEEL file. Found by the reader itself. */
export const wheelFileMissing: Rule = problemRule({
  code: "A007",
  slug: "wheel-file-missing",
  title: "the wheel has no WHEEL file",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("wheel-file-missing")],
  docs: {
    what: "{name}-{version}.dist-info/WHEEL says how installers unpack the wheel.",
    why: 'PyPI rejects the upload ("WHEEL not found"), pip and uv refuse to install it.',
    fix: "build the wheel with its backend",
    bad: "a renamed zip",
    good: "pkg-1.0.dist-info/WHEEL is there",
    peers: ["PyPI", "pip", "uv", "wheel-inspect"],
  },
});
