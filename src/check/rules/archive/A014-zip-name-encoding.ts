import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A014: a member's name has invalid characters. Found by the reader itself. */
export const zipNameEncoding: Rule = problemRule({
  code: "A014",
  slug: "zip-name-encoding",
  title: "a member's name has invalid characters",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "A name has control characters or bytes that are not UTF-8.",
    why: 'PyPI rejects the upload ("Invalid character in filename", "Filename not valid UTF-8").',
    fix: "rename the file",
    bad: "data/caf\\xe9.txt in latin-1",
    good: "data/cafe.txt",
    peers: ["PyPI"],
  },
});
