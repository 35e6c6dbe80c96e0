import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** K037: the wheel contains a symbolic link. Found by the reader itself. */
export const symlinkInWheel: Rule = problemRule({
  code: "K037",
  slug: "symlink-in-wheel",
  title: "the wheel contains a symbolic link",
  severity: "error",
  on: "wheel",
  docs: {
    what: "The wheel format has no symbolic links.",
    why: "pip writes a regular file that contains the target's name.",
    fix: "ship the file itself",
    bad: "pkg/data -> ../data",
    good: "pkg/data/...",
    peers: [],
  },
});
