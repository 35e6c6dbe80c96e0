import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** A023: the sdist has extra bytes after its gzip stream. Found by the reader itself. */
export const gzipSurroundings: Rule = problemRule({
  code: "A023",
  slug: "gzip-surroundings",
  title: "the sdist has extra bytes after its gzip stream",
  severity: "warning",
  on: "sdist",
  docs: {
    what: "The file has several gzip members, or bytes after the last one.",
    why: "Readers differ in what they see.",
    fix: "compress it again",
    bad: "cat a.tar.gz b.tar.gz",
    good: "one gzip stream",
    peers: [],
  },
});
