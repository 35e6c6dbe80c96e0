import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** M004: the metadata has an unknown field. Found by the reader itself. */
export const unknownMetadataField: Rule = problemRule({
  code: "M004",
  slug: "unknown-metadata-field",
  title: "the metadata has an unknown field",
  severity: "error",
  on: "dist",
  docs: {
    what: "The metadata has a header that no version of the specification defines, or a line that is not a header.",
    why: 'twine refuses to upload it ("unrecognized or malformed field"); PyPI drops it.',
    fix: "remove it; do not edit PKG-INFO by hand",
    bad: "Flavour: vanilla",
    good: "known fields only",
    peers: ["twine"],
  },
});
