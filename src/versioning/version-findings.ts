import { copyFindings } from "../tree/version-locations/location-fix.ts";
import type { VersionLocation } from "../tree/version-locations/version-location.ts";
import type { Finding } from "../findings/finding.ts";
import type { Location } from "../findings/location.ts";
import type { Told } from "../findings/stage-rule.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../version/pep440.ts";
import { TAG_IS_ANOTHER_VERSION, VERSION_COPIES_DIFFER } from "./version-rules.ts";

/** G008, as an error: `version check` is asked for just this. */
export function staleCopies(locations: readonly VersionLocation[], version: Version): readonly Finding[] {
  return copyFindings(locations, version).map((told) => VERSION_COPIES_DIFFER.finding(told));
}

/** V001 when tags at HEAD name versions, and none of them is this one. */
export function tagFinding(
  tags: readonly { readonly name: string; readonly version: string }[],
  version: Version,
  location: Location | undefined,
): readonly Finding[] {
  const [first] = tags;
  if (first === undefined || tags.some((tag) => isSame(tag.version, version))) return [];
  return [
    TAG_IS_ANOTHER_VERSION.finding({
      message: `HEAD is tagged ${tags.map((tag) => tag.name).join(", ")}, but the project's version is ${formatVersion(version)}`,
      ...(location !== undefined && { location }),
      subject: first.name,
      help: `set the version to ${normalVersion(first.version)}, commit, and tag that commit: git tag -f ${first.name}; a tag that was pushed stays where it is: release the next version`,
    }),
  ];
}

function normalVersion(text: string): string {
  const version = parseVersion(text);
  return version === null ? text : formatVersion(version);
}

/** A version that was made of a tree: that of a file, or (null) what the backend would write. */
export interface MadeVersion {
  readonly file: string | null;
  readonly version: string;
}

/** What G005 tells when the version that was made is not the one that the tree states. */
export function madeVersionDiffers(
  { file, version: made }: MadeVersion,
  stated: string,
  location: Location | undefined,
): readonly Told[] {
  const version = parseVersion(stated);
  if (version === null ? made === stated : isSame(made, version)) return [];
  const says = `the tree says ${stated}`;
  const place = location === undefined ? {} : { location };
  if (file !== null)
    return [{ message: `${file} has the version ${made}, ${says}`, ...place, subject: made }];
  return [
    {
      message: `the backend builds version ${made}, ${says}`,
      ...place,
      subject: made,
      help: "let the backend read the version from one place only (project.version, or its dynamic source)",
    },
  ];
}

/** Whether a text is this version (PEP 440: `1.0` is `1.0.0`). */
export function isSame(text: string, version: Version): boolean {
  const other = parseVersion(text);
  return other !== null && compareVersions(other, version) === 0;
}
