import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** M001: the wheel has no METADATA. Found by the reader itself. */
export const metadataMissing: Rule = problemRule({
  code: "M001",
  slug: "metadata-missing",
  title: "the wheel has no METADATA",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("metadata-missing")],
  docs: {
    what: "METADATA in .dist-info contains the metadata of a wheel.",
    why: 'PyPI rejects the upload ("does not contain the required METADATA file"), and installers fail.',
    fix: "build the wheel with its backend",
    bad: "a zip of a folder",
    good: "pkg-1.0.dist-info/METADATA is there",
    peers: ["PyPI", "pip", "uv", "twine", "wheel-inspect"],
  },
});
