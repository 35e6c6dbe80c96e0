import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A005: the sdist has more than one top-level folder. Found by the reader itself. */
export const severalTopLevelEntries: Rule = problemRule({
  code: "A005",
  slug: "several-top-level-entries",
  title: "the sdist has more than one top-level folder",
  severity: "error",
  on: "sdist",
  explains: [symptom.refusal("sdist-top-level")],
  docs: {
    what: "An sdist holds exactly one folder, {name}-{version}.",
    why: 'PyPI rejects the upload ("Incorrect number of top-level directories in sdist").',
    fix: "build the sdist with its backend",
    bad: "pkg-1.0/ and notes.txt side by side",
    good: "everything below pkg-1.0/",
    peers: ["PyPI", "twine"],
  },
});
