import { requirementsAt } from "../tree/test-command.ts";
import { isTable, keysOf } from "../tree/pyproject-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { isRequirementError, parseRequirement } from "../version/requirement.ts";
import { normalizeName } from "../version/names.ts";

/** Where a project keeps what a gate needs. */
export interface ToolGroup {
  readonly kind: "group" | "extra";
  /** As the project writes it. */
  readonly name: string;
}

const PLACES = [
  ["group", ["dependency-groups"]],
  ["extra", ["project", "optional-dependencies"]],
] as const;

/** The group or extra of a name; null: the project has none. */
export function namedGroup({ pyproject }: SourceTree, name: string): ToolGroup | null {
  if (pyproject === null) return null;
  for (const [kind, path] of PLACES) {
    const found = keysOf(pyproject, path).find((each) => normalizeName(each) === normalizeName(name));
    if (found !== undefined) return { kind, name: found };
  }
  return null;
}

/** The smallest group or extra that names a tool, those that it includes among it; null: none does. */
export function groupWith(tree: SourceTree, tool: string): ToolGroup | null {
  const { pyproject } = tree;
  if (pyproject === null) return null;
  const all = PLACES.flatMap(([kind, path]) =>
    keysOf(pyproject, path).map((name) => ({
      kind,
      name,
      requirements: requirementsAt(tree, [...path, name]),
      isPlain: isPlain(pyproject.get([...path, name])),
    })),
  ).filter(({ requirements, isPlain: plain }) => plain && requirements.some((each) => nameOf(each) === tool));
  const [first] = all.toSorted((a, b) => a.requirements.length - b.requirements.length);
  return first === undefined ? null : { kind: first.kind, name: first.name };
}

/** A list of what PEP 735 allows. */
function isPlain(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string" || isTable(each));
}

function nameOf(text: string): string {
  const requirement = parseRequirement(text);
  return isRequirementError(requirement) ? "" : normalizeName(requirement.name);
}
