import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A009: two members of the wheel have the same name. Found by the reader itself. */
export const duplicateZipMember: Rule = problemRule({
  code: "A009",
  slug: "duplicate-zip-member",
  title: "two members of the wheel have the same name",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("zip-structure")],
  docs: {
    what: "Which of the two is installed depends on the reader.",
    why: 'PyPI rejects the upload ("Duplicate filename").',
    fix: "find the step that adds files to a finished wheel, and build again",
    bad: "zip -g pkg.whl pkg/__init__.py after an edit",
    good: "every name once",
    peers: ["PyPI"],
  },
});
