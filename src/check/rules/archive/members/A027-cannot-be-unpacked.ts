import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** A027: a member cannot be written by an installer. Found by the reader itself. */
export const cannotBeUnpacked: Rule = problemRule({
  code: "A027",
  slug: "cannot-be-unpacked",
  title: "an installer cannot unpack a member",
  severity: "error",
  on: "dist",
  docs: {
    what: "A name of more than 255 bytes, a path of more than 3,800, hundreds of nested folders, or a file where another member needs a folder.",
    why: "PyPI accepts the file; pip and uv fail with an operating system error (ENAMETOOLONG, ENOTDIR) for every user.",
    fix: "rename the member and build again",
    bad: "demo/x and demo/x/y.py",
    good: "demo/x.txt and demo/x/y.py",
    peers: [],
  },
});
