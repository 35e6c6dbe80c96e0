import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R006: a row of RECORD is malformed. Found by the reader itself. */
export const recordRowMalformed: Rule = problemRule({
  code: "R006",
  slug: "record-row-malformed",
  title: "a row of RECORD is malformed",
  severity: "warning",
  on: "wheel",
  severities: { "record-columns": "error", "record-row-blank": "error" },
  docs: {
    what: "A row has too few columns, no hash, a weak hash, or an absolute or repeated path, or is blank (which makes PyPI fail with an internal error).",
    why: "Tools that verify or uninstall the package fail.",
    fix: "build with a current backend",
    bad: "pkg/__init__.py,md5=...,12",
    good: "pkg/__init__.py,sha256=...,12",
    peers: ["wheel-inspect"],
  },
});
