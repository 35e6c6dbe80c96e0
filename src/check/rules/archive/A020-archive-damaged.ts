import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A020: the archive is damaged. Found by the reader itself. */
export const archiveDamaged: Rule = problemRule({
  code: "A020",
  slug: "archive-damaged",
  title: "the archive is damaged",
  severity: "error",
  on: "dist",
  explains: [
    symptom.refusal("archive-unreadable"),
    symptom.refusal("not-a-zip"),
    symptom.refusal("not-a-tar"),
    symptom.refusal("zip-structure"),
  ],
  docs: {
    what: "The archive is truncated, or a checksum does not match.",
    why: 'PyPI rejects the upload ("Invalid distribution file. None"), and installs fail.',
    fix: "build it again; compare its size after copying",
    bad: "an interrupted download",
    good: '`python3 -m zipfile -t` says "Done testing"',
    peers: ["PyPI", "pip"],
  },
});
