import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** M006: Name, Version or Metadata-Version is missing. Found by the reader itself. */
export const requiredFieldMissing: Rule = problemRule({
  code: "M006",
  slug: "required-field-missing",
  title: "Name, Version or Metadata-Version is missing",
  severity: "error",
  on: "dist",
  explains: [
    symptom.refusal("invalid-name"),
    symptom.refusal("missing-version"),
    symptom.refusal("metadata-version"),
  ],
  docs: {
    what: "These three fields are required.",
    why: 'PyPI rejects the upload ("This field is required").',
    fix: "build with a PEP 517 backend from a complete [project]",
    bad: "no Name line",
    good: "Name: pkg",
    peers: ["PyPI", "twine", "pyroma:Name", "pyroma:Version"],
  },
});
