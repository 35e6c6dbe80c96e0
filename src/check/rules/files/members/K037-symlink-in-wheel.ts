import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** K037: the wheel holds a symbolic link. Found by the reader itself. */
export const symlinkInWheel: Rule = problemRule({
  code: "K037",
  slug: "symlink-in-wheel",
  title: "the wheel holds a symbolic link",
  severity: "error",
  on: "wheel",
  docs: {
    what: "Zip links are not part of the wheel format.",
    why: "pip writes a file that contains the target's name.",
    fix: "ship the file itself",
    bad: "pkg/data -> ../data",
    good: "pkg/data/...",
    peers: [],
  },
});
