import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** M004: the metadata has a field that does not exist. Found by the reader itself. */
export const unknownMetadataField: Rule = problemRule({
  code: "M004",
  slug: "unknown-metadata-field",
  title: "the metadata has a field that does not exist",
  severity: "error",
  on: "dist",
  docs: {
    what: "A header that no version of the specification knows, or a line that is no header.",
    why: 'twine refuses to upload it ("unrecognized or malformed field"); PyPI drops it.',
    fix: "remove it; patch nothing into PKG-INFO",
    bad: "Flavour: vanilla",
    good: "known fields only",
    peers: ["twine"],
  },
});
