import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";

/** A018: the sdist contains a device or a pipe. Found by the reader itself. */
export const specialMember: Rule = problemRule({
  code: "A018",
  slug: "special-member",
  title: "the sdist contains a device or a pipe",
  severity: "error",
  on: "sdist",
  docs: {
    what: "Only files, folders and links can be unpacked safely.",
    why: "pip refuses to unpack it (PEP 706).",
    fix: "leave it out of the sdist",
    bad: "a fifo below the source folder",
    good: "files and folders",
    peers: ["pip"],
  },
});
