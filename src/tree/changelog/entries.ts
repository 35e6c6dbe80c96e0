import { compareVersions, isPrerelease, parseVersion, type Version } from "../../version/pep440.ts";
import type { Changelog, ChangelogSection } from "./document.ts";

/** The section of a version, by PEP 440's equality; undefined when there is none. */
export function sectionOf({ sections }: Changelog, version: string): ChangelogSection | undefined {
  const wanted = parseVersion(version);
  if (wanted === null) return undefined;
  return sections.find((section) => {
    const found = section.version === null ? null : parseVersion(section.version);
    return found !== null && compareVersions(found, wanted) === 0;
  });
}

/** The section that tells of a version: its own, and for a version on the way (8.5.0.dev0) that of its release. */
export function entryFor(changelog: Changelog, version: string): ChangelogSection | undefined {
  const parsed = parseVersion(version);
  const own = sectionOf(changelog, version);
  if (own !== undefined || parsed === null || !isPrerelease(parsed)) return own;
  return sectionOf(changelog, releaseText(parsed));
}

function releaseText({ epoch, release }: Version): string {
  return `${epoch === 0n ? "" : `${epoch}!`}${release.join(".")}`;
}

/** What stands below a section's heading. */
export function bodyOf({ text }: Changelog, section: ChangelogSection): string {
  return text.slice(section.bodyStart, section.end);
}
