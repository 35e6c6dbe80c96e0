import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** M027: the metadata is not UTF-8. Found by the reader itself. */
export const metadataNotUtf8: Rule = problemRule({
  code: "M027",
  slug: "metadata-not-utf8",
  title: "the metadata is not UTF-8",
  severity: "error",
  on: "dist",
  docs: {
    what: "METADATA and PKG-INFO must be UTF-8.",
    why: "twine refuses to upload it; PyPI drops the field.",
    fix: "save the file that the text comes from as UTF-8",
    bad: "an author's name in latin-1",
    good: "UTF-8 everywhere",
    peers: ["twine"],
  },
});
