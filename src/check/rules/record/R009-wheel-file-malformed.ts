import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** R009: the WHEEL file is malformed. Found by the reader itself. */
export const wheelFileMalformed: Rule = problemRule({
  code: "R009",
  slug: "wheel-file-malformed",
  title: "the WHEEL file is malformed",
  severity: "error",
  on: "wheel",
  docs: {
    what: "Wheel-Version is missing, unreadable, or 2 or higher.",
    why: "pip and uv refuse to install it.",
    fix: "build with a current backend",
    bad: "an empty WHEEL",
    good: "Wheel-Version: 1.0",
    peers: ["pip", "uv"],
  },
});
