import { canonicalLicenseExpression } from "../../../distribution/metadata/license-expression.ts";
import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import type { Fix } from "../../../findings/finding.ts";
import { editableProject } from "../../views/declared.ts";
import { fixIn } from "../../engine/fix.ts";
import { CLASSIFIER_IDS, licenseId, mainLicenseFiles } from "../../knowledge/license-texts.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** The SPDX expression that the tree's older forms mean: its text, its one classifier, its license file. Null: unclear. */
export async function impliedExpression(inputs: RuleInputs): Promise<string | null> {
  const { tree } = inputs;
  if (tree === undefined) return null;
  const { license, classifiers } = tree.project;
  const text = license?.text ?? license?.expression ?? null;
  const written = text === null || text.includes("\n") ? null : canonicalLicenseExpression(text);
  if (written !== null) return written;
  const named = classifiers.flatMap(({ value }) =>
    value.startsWith("License ::") ? [CLASSIFIER_IDS[value] ?? null] : [],
  );
  if (named.length === 1 && named[0] != null) return named[0];
  const files = await mainLicenseFiles({ ...inputs, distributions: [] });
  return files.length === 1 ? licenseId(files[0]?.text ?? "") : null;
}

/** Writes `license = "..."` into [project]. */
export function expressionFix(inputs: RuleInputs, expression: string | null): { readonly fix?: Fix } {
  const pyproject = editableProject(inputs.tree);
  if (pyproject === null || expression === null) return {};
  const changes = setTomlValue(pyproject, ["project", "license"], expression);
  return fixIn("pyproject.toml", "review", `write license = "${expression}"`, changes);
}
