import { requirementSources, UV_SOURCES } from "../tree/requirement-sources.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Finding } from "../findings/finding.ts";
import { normalizeName } from "../version/names.ts";
import { REQUIREMENT_NOT_ON_INDEX } from "../verify/install/install-rules.ts";

/** The normalized names that `[tool.uv.sources]` takes from the project's own workspace. */
export function workspaceSiblings({ pyproject }: Pick<SourceTree, "pyproject">): ReadonlySet<string> {
  const sources = pyproject === null ? [] : requirementSources(pyproject, UV_SOURCES);
  return new Set(sources.flatMap(([name, { isWorkspace }]) => (isWorkspace ? [name] : [])));
}

/** A requirement that no index has is no misspelt name where it is a sibling that was not released yet. */
export function nameSiblings(
  findings: readonly Finding[],
  siblings: ReadonlySet<string>,
): readonly Finding[] {
  return findings.map((finding) => {
    const { rule, subject } = finding;
    if (
      rule !== REQUIREMENT_NOT_ON_INDEX.code ||
      subject === undefined ||
      !siblings.has(normalizeName(subject))
    )
      return finding;
    return {
      ...finding,
      message: `${finding.message}: it is a member of your workspace that is not released yet`,
      help: `release ${subject} first, then rehearse again`,
    };
  });
}
