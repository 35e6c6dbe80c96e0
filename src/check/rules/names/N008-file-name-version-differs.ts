import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N008: the file name's version differs from the metadata. Found by the reader itself. */
export const fileNameVersionDiffers: Rule = problemRule({
  code: "N008",
  slug: "file-name-version-differs",
  title: "the file name's version differs from the metadata",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("filename-version"), symptom.refusal("sdist-filename")],
  docs: {
    what: "The version in the file name is not the version in the metadata.",
    why: "PyPI rejects the upload; pip and uv refuse to install it.",
    fix: "build again; do not rename distributions",
    bad: "pkg-1.1.tar.gz with Version: 1.0",
    good: "equal versions",
    peers: ["PyPI", "pip", "uv"],
  },
});
