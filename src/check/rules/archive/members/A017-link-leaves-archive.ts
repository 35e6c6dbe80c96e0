import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** A017: a link in the sdist points outside the archive or to a missing file. Found by the reader itself. */
export const linkLeavesArchive: Rule = problemRule({
  code: "A017",
  slug: "link-leaves-archive",
  title: "a link in the sdist points outside the archive or to a missing file",
  severity: "error",
  on: "sdist",
  docs: {
    what: "A symbolic or hard link whose target is not in the archive.",
    why: "pip and uv refuse to unpack it (PEP 706).",
    fix: "ship the file itself: dereference links when building",
    bad: "pkg-1.0/data -> /srv/data",
    good: "pkg-1.0/data/...",
    peers: ["pip", "uv"],
  },
});
