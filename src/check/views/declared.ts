import type { SourceTree } from "../../tree/source-tree.ts";
import type { MetadataView } from "./metadata-view.ts";
import type { RuleInputs } from "../engine/rule.ts";

/**
 * Whether a field that is absent from a view is absent from the release: always in a distribution, in a tree only when
 * [project] is where it would stand and does not call it dynamic.
 */
export function declaredFully(inputs: RuleInputs, view: MetadataView, field: string): boolean {
  if (view.origin !== "tree") return true;
  const project = inputs.tree?.project;
  return project?.source === "project" && !project.dynamic.includes(field);
}

/** The pyproject.toml in which [project] stands and may be edited; null for every other way to declare. */
export function editableProject(tree: SourceTree | undefined): SourceTree["pyproject"] {
  return tree?.project.source === "project" ? tree.pyproject : null;
}
