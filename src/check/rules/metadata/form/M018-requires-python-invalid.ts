import { fixText } from "../../../engine/text-fix.ts";
import { parseSpecifierSet } from "../../../../version/specifiers.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M018: requires-python is not a version specifier. */
export const requiresPythonInvalid: Rule = defineRule({
  code: "M018",
  slug: "requires-python-invalid",
  title: "requires-python is not a version specifier",
  severity: "error",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "Requires-Python is a comma-separated list of clauses such as >=3.9.",
    why: "PyPI rejects the upload (\"is invalid for 'requires-python'\"), and installers ignore or reject the release.",
    fix: 'write >=3.9 for "3.9 and newer"',
    bad: 'requires-python = "3.9+"',
    good: 'requires-python = ">=3.9"',
    peers: ["PyPI", "pyroma:PythonRequiresVersion", "validate-pyproject:pep508-versionspec"],
  },
  *check(inputs) {
    for (const { requiresPython, label } of metadataViews(inputs)) {
      if (requiresPython === null || parseSpecifierSet(requiresPython.value) !== null) continue;
      const guess = /^(\d+(?:\.\d+)*)\+?$/.exec(requiresPython.value.trim())?.[1];
      yield {
        message: `${label}: requires-python "${requiresPython.value}" is not a version specifier`,
        location: requiresPython.location,
        subject: requiresPython.value,
        ...(guess !== undefined && {
          help: `write requires-python = ">=${guess}"`,
          ...fixText(inputs.tree, requiresPython.location, requiresPython.value, `>=${guess}`, "safe"),
        }),
        explains: [symptom.refusal("invalid-requires-python"), symptom.build("invalid-metadata")],
      };
    }
  },
});
