import { compareVersions, type Version } from "../../version/pep440.ts";
import { spellAs } from "../../version/spelling.ts";
import type { ProjectTag, ProjectTags } from "./read-tags.ts";

/** The version as the tags of the project spell theirs, the newest ones first. */
export function spellLike(version: Version, releases: readonly Pick<ProjectTag, "text">[]): string {
  return spellAs(version, releases.map((tag) => tag.text).toReversed());
}

/** The tag of a release: the one of this version at HEAD, however it spells it, else the one to be made. */
export function releaseTagName(
  project: string,
  version: Version,
  {
    template,
    releases,
  }: Pick<ProjectTags, "template"> & {
    readonly releases: readonly Pick<ProjectTag, "name" | "text" | "version" | "atHead">[];
  },
): string {
  const here = releases.find((tag) => tag.atHead && compareVersions(tag.version, version) === 0);
  return here?.name ?? template.format(project, spellLike(version, releases));
}
