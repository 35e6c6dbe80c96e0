import type { SourceTree } from "../tree/source-tree.ts";
import { isTable, keysOf } from "../tree/pyproject-project.ts";
import type { Finding } from "../values/finding.ts";
import { normalizeName } from "../version/names.ts";

const SOURCES = ["tool", "uv", "sources"] as const;

/** The normalized names that `[tool.uv.sources]` takes from the project's own workspace. */
export function workspaceSiblings(tree: Pick<SourceTree, "pyproject">): ReadonlySet<string> {
  const { pyproject } = tree;
  if (pyproject === null) return new Set();
  const names = keysOf(pyproject, [...SOURCES]).filter((name) => {
    const source = pyproject.get([...SOURCES, name]);
    const tables: readonly unknown[] = Array.isArray(source) ? source : [source];
    return tables.some((table) => isTable(table) && table["workspace"] === true);
  });
  return new Set(names.map(normalizeName));
}

/** A requirement that no index has is no misspelt name where it is a sibling that was not released yet. */
export function nameSiblings(
  findings: readonly Finding[],
  siblings: ReadonlySet<string>,
): readonly Finding[] {
  return findings.map((finding) => {
    const { rule, subject } = finding;
    if (rule !== "P013" || subject === undefined || !siblings.has(normalizeName(subject))) return finding;
    return {
      ...finding,
      message: `${finding.message}: it is a member of your workspace and was not released yet`,
      help: `release ${subject} first, then rehearse again`,
    };
  });
}
