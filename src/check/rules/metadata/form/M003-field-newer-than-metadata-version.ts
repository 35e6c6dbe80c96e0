import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** M003: a field is newer than Metadata-Version. Found by the reader itself. */
export const fieldNewerThanMetadataVersion: Rule = problemRule({
  code: "M003",
  slug: "field-newer-than-metadata-version",
  title: "a field is newer than Metadata-Version",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("metadata-field-too-new")],
  docs: {
    what: "The declared Metadata-Version does not define the field.",
    why: 'PyPI rejects the upload ("introduced in metadata version ...").',
    fix: "use a newer backend",
    bad: "Description-Content-Type under 1.1",
    good: "Description-Content-Type under 2.1",
    peers: ["PyPI", "twine"],
  },
});
