import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** M037: PKG-INFO is not a regular file. Found by the reader itself. */
export const pkgInfoNotAFile: Rule = problemRule({
  code: "M037",
  slug: "pkg-info-not-a-file",
  title: "PKG-INFO is not a regular file",
  severity: "error",
  on: "sdist",
  docs: {
    what: "PKG-INFO is a link or a directory.",
    why: "twine refuses to upload it.",
    fix: "build the sdist with its backend",
    bad: "PKG-INFO -> metadata/PKG-INFO",
    good: "a file",
    peers: ["twine"],
  },
});
