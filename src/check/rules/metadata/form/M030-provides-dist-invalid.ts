import { metadataRefusals } from "../metadata-refusals.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M030: Provides-Dist or Obsoletes-Dist is not a requirement. */
export const providesDistInvalid: Rule = defineRule({
  code: "M030",
  slug: "provides-dist-invalid",
  title: "Provides-Dist or Obsoletes-Dist is not a requirement",
  severity: "error",
  needs: ["dist"],

  docs: {
    what: "Like Requires-Dist, these two old fields contain requirements and no URLs.",
    why: 'PyPI rejects the upload ("is invalid", "Can\'t have direct dependency").',
    fix: "remove the field: no installer reads it",
    bad: "Provides-Dist: a b c",
    good: "(no Provides-Dist)",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { distribution, error, location } of metadataRefusals(inputs)) {
      if (error.field !== "provides-dist" && error.field !== "obsoletes-dist") continue;
      if (error.reason === "metadata-field-too-new") continue;
      yield {
        message: `${distribution.fileName}: ${error.field} "${error.value}" is not a requirement`,
        location,
        subject: error.value,
        why: `PyPI answers: "${error.message}."`,
        explains: [symptom.refusal(error.reason)],
      };
    }
  },
});
