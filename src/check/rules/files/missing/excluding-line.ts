import type { ExcludeList } from "../../../../tree/backend.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { matchesGlob } from "../../../../text/glob.ts";
import { dottedPattern } from "../../../views/packages/package-discovery.ts";
import { gitIgnored } from "../../vcs/git-ignore.ts";

/** A pattern of pyproject.toml that keeps a module out of the wheel. */
export interface ExcludingLine {
  /** As it is written in the file, with quotes. */
  readonly pattern: string;
  readonly line: number;
}

/** Whether a pattern of a back-end leaves out a path of the tree, whose dotted name is given. */
type Excludes = (pattern: string, path: string, name: string) => boolean;

const byGitignore: Excludes = (pattern, path) => gitIgnored(pattern)(path) !== null;
const byName: Excludes = (pattern, _path, name) => dottedPattern(pattern).test(name);
const byGlob: Excludes = (pattern, path) => {
  const bare = pattern.replace(/^\//, "").replace(/\/(\*\*)?$/, "");
  return matchesGlob(bare, path) || path.startsWith(`${bare}/`);
};

const SYNTAXES: Readonly<Record<ExcludeList["syntax"], Excludes>> = {
  gitignore: byGitignore,
  package: byName,
  glob: byGlob,
};

/** Null when no list of pyproject.toml is to blame. */
export function excludingLine(
  { backendFacts, pyproject }: SourceTree,
  source: string,
  name: string,
): ExcludingLine | null {
  if (pyproject === null) return null;
  const path = source.replace(/\/$/, "");
  for (const { key, syntax } of backendFacts.wheelExcludes) {
    const patterns = pyproject.get(key);
    for (const [index, pattern] of (Array.isArray(patterns) ? patterns : []).entries()) {
      if (typeof pattern !== "string" || !SYNTAXES[syntax](pattern, path, name)) continue;
      const line = pyproject.locate([...key, index]).line ?? pyproject.locate(key).line;
      if (line !== undefined) return { pattern: JSON.stringify(pattern), line };
    }
  }
  return null;
}
