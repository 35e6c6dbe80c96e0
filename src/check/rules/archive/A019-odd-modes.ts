import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** A019: members are world-writable or set-uid. Found by the reader itself. */
export const oddModes: Rule = problemRule({
  code: "A019",
  slug: "odd-modes",
  title: "members are world-writable or set-uid",
  severity: "warning",
  on: "sdist",
  docs: {
    what: "Permission bits that no file of a release needs.",
    why: "If root unpacks the archive, any user can change the files.",
    fix: "build with a umask of 022",
    bad: "-rw-rw-rw- pkg/__init__.py",
    good: "-rw-r--r-- pkg/__init__.py",
    peers: [],
  },
});
