import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** N017: the file name contains control characters or slashes. Found by the reader itself. */
export const fileNameCharacters: Rule = problemRule({
  code: "N017",
  slug: "file-name-characters",
  title: "the file name contains control characters or slashes",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("filename-not-printable"), symptom.refusal("filename-with-slash")],
  docs: {
    what: "Only printable characters, no `/` and no `\\`.",
    why: 'PyPI rejects the upload ("Cannot upload a file with ...").',
    fix: "rename it, or build again",
    bad: "pkg\\x07-1.0.tar.gz",
    good: "pkg-1.0.tar.gz",
    peers: ["PyPI"],
  },
});
