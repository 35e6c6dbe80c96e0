import { isRequirementError, parseRequirement, type Requirement } from "../../../version/requirement.ts";
import type { KeyPath } from "../../../tree/formats/toml-file.ts";
import { normalizeName } from "../../../version/names.ts";
import { metadataViews, type MetadataView, type RequirementView } from "../../views/metadata-view.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** A requirement that can be read, where it stands and whose it is. */
export interface DeclaredRequirement {
  readonly view: MetadataView;
  readonly item: RequirementView;
  readonly parsed: Requirement;
  /** Normalised. */
  readonly name: string;
}

/** Every requirement of every source that can be read; those that cannot are other rules' (P003, P025). */
export function* declaredRequirements(inputs: RuleInputs): Generator<DeclaredRequirement> {
  for (const view of metadataViews(inputs)) {
    for (const item of view.requirements) {
      const parsed = parseRequirement(item.text);
      if (!isRequirementError(parsed)) yield { view, item, parsed, name: normalizeName(parsed.name) };
    }
  }
}

/** Where a requirement stands in the lists of [project]; null when it stands elsewhere, or twice. */
export function requirementPath(
  inputs: RuleInputs,
  { view, item }: Pick<DeclaredRequirement, "view" | "item">,
): KeyPath | null {
  const pyproject = inputs.tree?.pyproject;
  if (view.origin !== "tree" || pyproject == null || inputs.tree?.project.source !== "project") return null;
  const base =
    item.extra === null ? ["project", "dependencies"] : ["project", "optional-dependencies", item.extra];
  const list = pyproject.get(base);
  if (!Array.isArray(list)) return null;
  const found = (list as readonly unknown[]).indexOf(item.text);
  return found === -1 || list.lastIndexOf(item.text) !== found ? null : [...base, found];
}
