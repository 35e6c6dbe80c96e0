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
    what: "Too few columns, no hash or a weak one, an absolute or repeated path, a blank line (on which PyPI's own code ends with an error).",
    why: "Tools that verify or uninstall fail on it.",
    fix: "build with a current backend",
    bad: "pkg/__init__.py,md5=...,12",
    good: "pkg/__init__.py,sha256=...,12",
    peers: ["wheel-inspect"],
  },
});
