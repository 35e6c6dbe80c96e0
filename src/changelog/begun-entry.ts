import { applyChanges, type TextChange } from "../text/file-edit.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { entryFor } from "../tree/changelog/entries.ts";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import type { ProjectTag } from "../versioning/tags/read-tags.ts";
import { headingLines, spelledLike, withTitle } from "./heading.ts";
import { renumberedLink } from "./links.ts";
import { isUndated } from "./unreleased.ts";

/**
 * The changelog with the entry of a release that was begun under another number, `1.0.1 (unreleased)` where it became
 * 2.0.0, under its own: as it is where that entry is there, null where none was begun.
 */
export function withOwnNumber(
  changelog: Changelog,
  version: string,
  releases: readonly ProjectTag[],
): Changelog | null {
  if (entryFor(changelog, version) !== undefined) return changelog;
  const begun = changelog.sections.find((section) => section.version !== null);
  const number = parseVersion(begun?.version ?? "");
  const isReleased = number === null || releases.some((tag) => compareVersions(tag.version, number) === 0);
  if (begun === undefined || begun.version === null || isReleased || !isUndated(changelog, begun))
    return null;
  const lines = headingLines(changelog, begun);
  const spelled = spelledLike(changelog, version);
  const heading = withTitle(lines, lines.title.replace(begun.version.replace(/^v/i, ""), spelled));
  const changes: readonly TextChange[] = [
    { start: begun.start, end: begun.bodyStart, text: heading },
    ...renumberedLink(changelog, begun.version, spelled),
  ];
  return parseChangelog(changelog.file, applyChanges(changelog.text, changes));
}
