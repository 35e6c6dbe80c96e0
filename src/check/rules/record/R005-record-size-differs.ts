import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R005: a file's size is not the one in RECORD. Found by the reader itself. */
export const recordSizeDiffers: Rule = problemRule({
  code: "R005",
  slug: "record-size-differs",
  title: "a file's size is not the one in RECORD",
  severity: "error",
  on: "wheel",
  docs: {
    what: "The member was changed after RECORD was written.",
    why: "Installers that verify RECORD fail, and the wheel appears tampered with.",
    fix: "build again",
    bad: "a wheel patched with zip",
    good: "sizes that fit",
    peers: ["wheel-inspect"],
  },
});
