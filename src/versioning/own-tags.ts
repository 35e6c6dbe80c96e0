import { readConfig } from "../config/read-config.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { parseVersion, type Version } from "../version/pep440.ts";
import { tagTemplateOf } from "./strict-version.ts";

/** A tag that names a version of the project. */
export interface OwnTag {
  readonly name: string;
  readonly version: Version;
  readonly atHead: boolean;
}

/** The tags of the project's template, in git's order. */
export function ownTags(tree: SourceTree): readonly OwnTag[] {
  if (tree.git === null) return [];
  const template = tagTemplateOf(tree, readConfig(tree.pyproject));
  const name = tree.project.name?.value ?? "";
  const { head, tags } = tree.git;
  return tags.flatMap((tag) => {
    const version = parseVersion(template.parse(name, tag.name) ?? "");
    return version === null ? [] : [{ name: tag.name, version, atHead: tag.commit === head }];
  });
}
