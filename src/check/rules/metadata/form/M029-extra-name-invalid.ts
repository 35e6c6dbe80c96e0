import { metadataRefusals } from "../metadata-refusals.ts";
import { symptom } from "../../../../findings/finding.ts";
import { fixIn } from "../../../engine/fix.ts";
import { renameTomlKey } from "../../../../tree/edit/toml-edit.ts";
import { editableProject } from "../../../views/declared.ts";
import { isValidName, normalizeName } from "../../../../version/names.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M029: the name of an extra is invalid. */
export const extraNameInvalid: Rule = defineRule({
  code: "M029",
  slug: "extra-name-invalid",
  title: "the name of an extra is invalid",
  severity: "error",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "The name of an extra contains only letters, digits, `.`, `_` and `-`, and begins and ends with a letter or digit.",
    why: "PyPI rejects the upload (\"is invalid for 'provides-extra'\").",
    fix: "rename the extra",
    bad: 'optional-dependencies."all the things" = []',
    good: "optional-dependencies.all = []",
    peers: ["PyPI", "validate-pyproject"],
  },
  *check(inputs) {
    const { tree } = inputs;
    const pyproject = editableProject(tree);
    for (const extra of tree?.project.optionalDependencies.keys() ?? []) {
      if (isValidName(extra)) continue;
      const name = normalizeName(extra.trim().replaceAll(/[^A-Za-z0-9._-]+/g, "-")).replaceAll(
        /^-+|-+$/g,
        "",
      );
      const path = ["project", "optional-dependencies", extra];
      yield {
        message: `"${extra}" is not a valid extra name`,
        location: pyproject?.locate(path) ?? { file: "pyproject.toml" },
        subject: extra,
        why: `PyPI answers: "'${extra}' is invalid for 'provides-extra'."`,
        ...(name !== "" && { help: `call it ${name}` }),
        ...fixIn(
          "pyproject.toml",
          "review",
          `call it ${name}`,
          pyproject === null || !isValidName(name) ? [] : renameTomlKey(pyproject, path, name),
        ),
        explains: [symptom.refusal("invalid-provides-extra"), symptom.build("invalid-metadata")],
      };
    }
    for (const { distribution, error, location } of metadataRefusals(inputs, "invalid-provides-extra")) {
      yield {
        message: `${distribution.fileName}: "${error.value}" is not a valid extra name`,
        location,
        subject: error.value,
        why: `PyPI answers: "${error.message}."`,
        explains: [symptom.refusal("invalid-provides-extra")],
      };
    }
  },
});
