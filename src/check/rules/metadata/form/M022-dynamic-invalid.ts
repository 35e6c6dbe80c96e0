import { metadataRefusals } from "../metadata-refusals.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M022: Dynamic names a field that cannot be dynamic. */
export const dynamicInvalid: Rule = defineRule({
  code: "M022",
  slug: "dynamic-invalid",
  title: "Dynamic names a field that cannot be dynamic",
  severity: "error",
  needs: ["dist"],

  docs: {
    what: "Dynamic lists metadata fields that may differ between sdist and wheel; Name, Version and Metadata-Version cannot.",
    why: 'PyPI rejects the upload ("is not allowed as a dynamic field", "is not a valid dynamic field").',
    fix: "build with a current backend",
    bad: "Dynamic: name",
    good: "Dynamic: description",
    peers: ["PyPI", "twine"],
  },
  *check(inputs) {
    for (const { distribution, error, location } of metadataRefusals(inputs, "invalid-dynamic")) {
      yield {
        message: `${distribution.fileName}: Dynamic names ${error.value}`,
        location,
        subject: error.value,
        why: `PyPI answers: "${error.message}."`,
        explains: [symptom.refusal("invalid-dynamic")],
      };
    }
  },
});
