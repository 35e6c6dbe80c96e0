import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N001: the project's name is invalid. */
export const nameInvalid: Rule = defineRule({
  code: "N001",
  slug: "name-invalid",
  title: "the project's name is invalid",
  severity: "error",
  needs: ["tree", "dist"],
  docs: {
    what: "A name begins and ends with a letter or digit and contains only letters, digits, `.`, `_` and `-` (core metadata, Name).",
    why: 'PyPI rejects the upload ("is an invalid value for Name"), and backends refuse to build.',
    fix: "choose a name with only letters, digits and single hyphens",
    bad: 'name = "my package!"',
    good: 'name = "my-package"',
    peers: ["PyPI", "twine", "validate-pyproject:pep508-identifier"],
  },
  *check(inputs) {
    for (const { name, label } of metadataViews(inputs)) {
      if (name === null || /^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$/i.test(name.value)) continue;
      yield {
        message: `${label}: "${name.value}" is not a valid project name`,
        location: name.location,
        subject: name.value,
        explains: [symptom.refusal("invalid-name"), symptom.build("invalid-metadata")],
      };
    }
  },
});
