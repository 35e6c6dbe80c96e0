import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N020: the .dist-info folder does not match the file name. Found by the reader itself. */
export const distInfoNameDiffers: Rule = problemRule({
  code: "N020",
  slug: "dist-info-name-differs",
  title: "the .dist-info folder does not match the file name",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("wheel-file-missing")],
  docs: {
    what: "The folder must be {name}-{version}.dist-info, spelled exactly as in the file name.",
    why: 'PyPI rejects the upload ("WHEEL not found at ..."). pip and uv install it.',
    fix: "build again; do not rename wheels",
    bad: "pkg-1.0-py3-none-any.whl with Pkg-1.0.dist-info",
    good: "pkg-1.0.dist-info",
    peers: ["PyPI", "check-wheel-contents", "wheel-inspect"],
  },
});
