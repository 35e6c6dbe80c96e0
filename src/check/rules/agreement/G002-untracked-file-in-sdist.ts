import type { SourceTree } from "../../../tree/source-tree.ts";
import { isGenerated, sdistPaths } from "../../views/sdist-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G002: the sdist contains a file that git does not track. */
export const untrackedFileInSdist: Rule = defineRule({
  code: "G002",
  slug: "untracked-file-in-sdist",
  title: "the sdist contains a file that git does not track",
  severity: "warning",
  needs: [["tree", "sdist"]],
  docs: {
    what: "A member of the sdist is neither tracked nor one of the files that builds write (PKG-INFO, egg-info, a version file, compiled sources).",
    why: "The file came from the build directory: nobody can rebuild the same release, and the file may be private.",
    fix: "commit it, or exclude it; build from a clean checkout",
    bad: "notes.txt in the sdist",
    good: "git ls-files and the sdist agree",
    peers: ["check-manifest:missing from VCS", "check-sdist"],
  },
  *check({ tree, sdists, builtFromTree }) {
    if (tree?.git == null || builtFromTree !== true) return;
    for (const sdist of sdists) {
      const foreign = [...sdistPaths(sdist)]
        .filter((path) => !tree.has(path) && !isBackends(path, tree))
        .sort();
      const [first] = foreign;
      if (first === undefined) continue;
      const more = foreign.length === 1 ? "" : ` and ${foreign.length - 1} more`;
      const isJunk = foreign.some((path) =>
        /(^|\/)(__pycache__|\.DS_Store|build|dist|\.venv|venv|node_modules)(\/|$)|\.(pyc|log|tmp|orig|rej)$/.test(
          path,
        ),
      );
      yield {
        message: `${sdist.fileName} contains ${first}${more}, which git does not track`,
        ...(!isJunk && { severity: "info", confidence: "likely" }),
        location: { file: `${sdist.fileName}!/${first}` },
        subject: sdist.fileName,
        details: { untracked: foreign.slice(0, 200) },
      };
    }
  },
});

/** What a backend itself adds: generated files, uv_build's copy of pyproject.toml, the repository's .gitignore (hatchling). */
function isBackends(path: string, tree: SourceTree): boolean {
  return isGenerated(path) || (path === ".gitignore" && tree.backendFacts.addsGitignoreToSdist);
}
