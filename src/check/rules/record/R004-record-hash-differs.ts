import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R004: a file's hash is not the one in RECORD. Found by the reader itself. */
export const recordHashDiffers: Rule = problemRule({
  code: "R004",
  slug: "record-hash-differs",
  title: "a file's hash is not the one in RECORD",
  severity: "error",
  on: "wheel",
  docs: {
    what: "The member was changed after RECORD was written.",
    why: "Installers that verify RECORD fail, and the wheel appears tampered with. pip, uv and PyPI do not verify hashes.",
    fix: "build again; change files before the wheel is written",
    bad: "a wheel patched with zip",
    good: "hashes that fit",
    peers: ["wheel-inspect"],
  },
});
