import type { ExcludeList } from "../../../../tree/backend.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { matchesGlob } from "../../../../text/glob.ts";
import { dottedPattern } from "../../../views/packages/package-discovery.ts";
import { gitIgnored } from "../../vcs/git-ignore.ts";

/** Whether a pattern of a backend leaves out a path of the tree, whose dotted name is given. */
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

/**
 * The edit of pyproject.toml that takes a module, a package or a file of the tree back into the wheel; null when no list
 * there leaves it out.
 */
export function excludingLineHelp(
  { backendFacts, pyproject }: SourceTree,
  source: string,
  name: string,
): string | null {
  if (pyproject === null) return null;
  const path = source.replace(/\/$/, "");
  for (const { key, syntax } of backendFacts.wheelExcludes) {
    const patterns = pyproject.get(key);
    for (const [index, pattern] of (Array.isArray(patterns) ? patterns : []).entries()) {
      if (typeof pattern !== "string" || !SYNTAXES[syntax](pattern, path, name)) continue;
      const line = pyproject.locate([...key, index]).line ?? pyproject.locate(key).line;
      if (line !== undefined)
        return `remove ${JSON.stringify(pattern)} from ${key.at(-1)} in pyproject.toml (line ${line})`;
    }
  }
  return null;
}
