import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** R012: METADATA and the file name disagree. Found by the reader itself. */
export const metadataFileNameDiffer: Rule = problemRule({
  code: "R012",
  slug: "metadata-file-name-differ",
  title: "METADATA and the file name disagree",
  severity: "error",
  on: "wheel",
  explains: [
    symptom.refusal("filename-version"),
    symptom.refusal("filename-of-other-project"),
    symptom.refusal("wheel-name-not-normalized"),
  ],
  docs: {
    what: "Name or Version in METADATA differs from the file name.",
    why: "PyPI rejects the upload; uv refuses to install it.",
    fix: "build again; do not rename wheels",
    bad: "pkg-2.0-py3-none-any.whl with Version: 1.0",
    good: "equal name and version",
    peers: ["PyPI", "pip", "uv"],
  },
});
