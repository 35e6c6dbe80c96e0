import { readConfig } from "../../src/config/read-config.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import type { StrictFacts } from "../../src/versioning/strict-facts.ts";
import { nodePatterns } from "../../src/adapters/node-patterns.ts";
import { parseVersion } from "../../src/version/pep440.ts";
import { readTags, type ProjectTags } from "../../src/versioning/tags/read-tags.ts";
import { versionSourceOf } from "../../src/versioning/version-source.ts";
import { missingVersionTool } from "../../src/versioning/version-tool.ts";

/** The tags of a tree whose repository is made up. */
export function tagsOf(tree: SourceTree): ProjectTags {
  const { git, project } = tree;
  const config = readConfig(tree.pyproject);
  const isStatic = versionSourceOf(tree, config) === "static";
  return readTags(
    {
      pyproject: tree.pyproject?.value ?? {},
      config: config.version,
      name: project.name?.value ?? "",
      folder: git?.prefix ?? "",
      tags: git?.tags ?? [],
      head: git?.head ?? null,
      nearest: git?.describe?.tag ?? null,
      stated: isStatic ? parseVersion(project.version?.value ?? "") : null,
    },
    nodePatterns(),
  );
}

/** What reading the history of a tree comes to whose repository is made up; undefined without one. */
export function historyOf(tree: SourceTree, version?: string): StrictFacts | undefined {
  const { git, project } = tree;
  if (git === null) return undefined;
  const config = readConfig(tree.pyproject);
  const name = project.name?.value ?? "";
  const source = versionSourceOf(tree, config);
  const read = tagsOf(tree);
  const { template } = read;
  const tags = read.releases.map((tag) => ({ name: tag.name, commit: tag.commit, version: tag.text }));
  const nearest = tags.find((tag) => tag.name === git.describe?.tag && tag.commit !== git.head);
  return {
    mode: config.version.mode,
    name,
    source,
    version: version ?? project.version?.value ?? null,
    location: project.version?.location,
    template,
    git: {
      head: git.head,
      shallow: git.shallow,
      hasRemote: git.remoteUrl !== null,
      tags,
      previous:
        nearest === undefined
          ? null
          : { name: nearest.name, version: nearest.version, distance: git.describe?.distance ?? 0 },
      unusable: null,
      changed: git.dirty.filter((each) => each.kind === "changed").map((each) => each.path),
      isChangedTree: false,
    },
    tool: null,
    missingTool: missingVersionTool(tree),
    next: null,
    released: null,
  };
}
