import { problemRule } from "../../../engine/archive-problem-rule.ts";
import type { Rule } from "../../../engine/rule.ts";
import { symptom } from "../../../../findings/finding.ts";

/** M002: PyPI does not accept the Metadata-Version. Found by the reader itself. */
export const metadataVersionUnknown: Rule = problemRule({
  code: "M002",
  slug: "metadata-version-unknown",
  title: "PyPI does not accept the Metadata-Version",
  severity: "error",
  on: "dist",
  explains: [symptom.refusal("metadata-version")],
  docs: {
    what: "PyPI accepts 1.0, 1.1, 1.2 and 2.1 to 2.5.",
    why: 'PyPI rejects the upload ("is not a valid metadata version").',
    fix: "use another version of the backend",
    bad: "Metadata-Version: 2.0",
    good: "Metadata-Version: 2.4",
    peers: ["PyPI", "twine"],
  },
});
