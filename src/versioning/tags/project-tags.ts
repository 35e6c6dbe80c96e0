import type { Config } from "../../config/schema.ts";
import type { Patterns } from "../../ports/patterns.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { findVersionLocations } from "../../tree/version-locations/find-version-locations.ts";
import { parseVersion, type Version } from "../../version/pep440.ts";
import { versionSourceOf } from "../version-source.ts";
import { fileFormats } from "./tool-formats.ts";
import { readTags, type ProjectTags } from "./read-tags.ts";

const read = new WeakMap<SourceTree, Promise<ProjectTags>>();

/** The tags of a tree, read once. */
export function projectTags(
  tree: SourceTree,
  config: Pick<Config, "version">,
  { patterns }: { readonly patterns: Patterns },
): Promise<ProjectTags> {
  const known = read.get(tree);
  if (known !== undefined) return known;
  const made = readThem(tree, config, patterns);
  read.set(tree, made);
  return made;
}

async function readThem(
  tree: SourceTree,
  config: Pick<Config, "version">,
  patterns: Patterns,
): Promise<ProjectTags> {
  return readTags(
    {
      pyproject: tree.pyproject?.value ?? {},
      config: config.version,
      formats: await fileFormats(async (file) => (tree.has(file) ? tree.readText(file) : null)),
      name: tree.project.name?.value ?? "",
      folder: tree.git?.prefix ?? "",
      tags: tree.git?.tags ?? [],
      head: tree.git?.head ?? null,
      nearest: tree.git?.describe?.tag ?? null,
      stated: versionSourceOf(tree, config) === "static" ? await statedIn(tree) : null,
    },
    patterns,
  );
}

async function statedIn(tree: SourceTree): Promise<Version | null> {
  const { version } = tree.project;
  if (version !== null) return parseVersion(version.value);
  const place = (await findVersionLocations(tree)).find((each) => each.isSource);
  return place === undefined ? null : parseVersion(place.text);
}
