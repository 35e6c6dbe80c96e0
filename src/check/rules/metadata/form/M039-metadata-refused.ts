import { metadataRefusals } from "../metadata-refusals.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M039: PyPI rejects the metadata for a reason that no other rule names. */
export const metadataRefused: Rule = defineRule({
  code: "M039",
  slug: "metadata-refused",
  title: "PyPI rejects the metadata for a reason that no other rule names",
  severity: "error",
  needs: ["dist"],
  pypiOnly: true,
  docs: {
    what: "Every test that PyPI makes of an upload's metadata is made here as well, by the same code that the rehearsal index uses; what other rules report is left to them.",
    why: "PyPI rejects the upload with the words that the finding quotes.",
    fix: "correct the field that the finding names",
    bad: "Project-URL: Docs, https://a.dev\nProject-URL: Docs, https://b.dev",
    good: "Project-URL: Docs, https://a.dev",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { distribution, error, location } of metadataRefusals(inputs)) {
      yield {
        message: `${distribution.fileName}: ${error.message}`,
        location,
        subject: `${error.reason} ${error.value}`,
        why: `PyPI answers: "${error.message}."`,
        symptom: symptom.refusal(error.reason),
      };
    }
  },
});
