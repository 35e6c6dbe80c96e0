import type { Version } from "../../version/pep440.ts";
import { spellAs } from "../../version/spelling.ts";
import type { ProjectTag } from "./read-tags.ts";

/** The version as the tags of the project spell theirs, the newest ones first. */
export function spellLike(version: Version, releases: readonly Pick<ProjectTag, "text">[]): string {
  return spellAs(version, releases.map((tag) => tag.text).toReversed());
}
