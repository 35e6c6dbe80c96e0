import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** R001: the wheel has no readable RECORD. Found by the reader itself. */
export const recordMissing: Rule = problemRule({
  code: "R001",
  slug: "record-missing",
  title: "the wheel has no readable RECORD",
  severity: "error",
  on: "wheel",
  explains: [symptom.refusal("record-missing")],
  docs: {
    what: "RECORD lists every file with its hash.",
    why: 'PyPI rejects the upload ("does not contain the required RECORD file"), and installers fail.',
    fix: "build the wheel with its backend",
    bad: "a zip of a folder",
    good: "pkg-1.0.dist-info/RECORD is there",
    peers: ["PyPI", "pip", "uv", "wheel-inspect"],
  },
});
