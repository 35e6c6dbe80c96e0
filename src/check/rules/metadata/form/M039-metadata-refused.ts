import { metadataRefusals } from "../metadata-refusals.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M039: PyPI rejects the metadata. */
export const metadataRefused: Rule = defineRule({
  code: "M039",
  slug: "metadata-refused",
  title: "PyPI rejects the metadata",
  severity: "error",
  needs: ["dist"],
  pypiOnly: true,
  docs: {
    what: "The check applies all of PyPI's tests of upload metadata, with the code of the rehearsal index. Defects that have a rule of their own are reported by that rule.",
    why: "PyPI rejects the upload with the message that the finding quotes.",
    fix: "correct the field named in the finding",
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
