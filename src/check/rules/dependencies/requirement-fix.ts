import { removeTomlItem, setTomlValue } from "../../../tree/edit/toml-edit.ts";
import type { Fix } from "../../../findings/finding.ts";
import { fixIn } from "../../engine/fix.ts";
import { requirementPath, type DeclaredRequirement } from "./requirements.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** A fix that rewrites a requirement of [project], or drops it (null); nothing when it stands elsewhere. */
export function requirementFix(
  inputs: RuleInputs,
  requirement: DeclaredRequirement,
  safety: Fix["safety"],
  title: string,
  text: string | null,
): { readonly fix?: Fix } {
  const path = requirementPath(inputs, requirement);
  const pyproject = inputs.tree?.pyproject;
  if (path === null || pyproject == null || text === requirement.item.text) return {};
  const changes = text === null ? removeTomlItem(pyproject, path) : setTomlValue(pyproject, path, text);
  return fixIn("pyproject.toml", safety, title, changes);
}
