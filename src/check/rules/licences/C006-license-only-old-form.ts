import { memberPath, metadataMember } from "../../views/metadata-view.ts";
import { impliedExpression } from "./license-fix.ts";
import { fixIn } from "../../engine/fix.ts";
import { editableProject } from "../../views/declared.ts";
import { removeTomlItem, setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../engine/rule.ts";

/** C006: the license is declared only in a deprecated form. */
export const licenseOnlyOldForm: Rule = defineRule({
  code: "C006",
  slug: "license-only-old-form",
  title: "the license is declared only in a deprecated form",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "PEP 639 replaced license classifiers and the free-text License field with an SPDX expression.",
    why: "Tools cannot interpret the old forms reliably, and setuptools will stop accepting them.",
    fix: 'write license = "MIT" (an SPDX expression) and drop the classifiers',
    bad: 'classifiers = ["License :: OSI Approved :: MIT License"]',
    good: 'license = "MIT"',
    peers: ["setuptools"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    const { tree } = inputs;
    const classifier = tree?.project.classifiers.find(({ value }) => value.startsWith("License ::"));
    if (tree !== undefined && classifier !== undefined && tree.project.license?.expression == null) {
      const expression = await impliedExpression(inputs);
      findings.push({
        message: `the license is declared by the classifier "${classifier.value}", not by an SPDX expression`,
        location: classifier.location,
        subject: "license",
        ...(expression !== null && { help: `write license = "${expression}" and drop the classifier` }),
        ...(tree.project.license === null && withoutClassifiers(inputs, expression)),
      });
    }
    for (const distribution of inputs.distributions) {
      const { metadata, fileName } = distribution;
      if (metadata === null || (metadata.licenseExpression ?? "") !== "") continue;
      const named = metadata.classifiers.some((each) => each.startsWith("License ::"));
      if (!named && !/^(?!UNKNOWN$)\S/.test(metadata.license ?? "")) continue;
      findings.push({
        message: `${fileName} declares its license without an SPDX expression`,
        location: { file: memberPath(distribution, metadataMember(distribution)) },
        subject: "license",
      });
    }
    return findings;
  },
});
/** Writes the expression and drops the one classifier that said it before. */
function withoutClassifiers(inputs: RuleInputs, expression: string | null): Pick<RuleFinding, "fix"> {
  const pyproject = editableProject(inputs.tree);
  const all = inputs.tree?.project.classifiers ?? [];
  const positions = all.flatMap(({ value }, at) => (value.startsWith("License ::") ? [at] : []));
  const [only] = positions;
  if (pyproject === null || expression === null || only === undefined || positions.length > 1) return {};
  const changes = [
    ...setTomlValue(pyproject, ["project", "license"], expression),
    ...removeTomlItem(pyproject, ["project", "classifiers", only]),
  ];
  return fixIn(
    "pyproject.toml",
    "review",
    `write license = "${expression}" and drop the classifier`,
    changes,
  );
}
