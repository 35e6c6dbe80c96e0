import { copyFindings } from "../tree/version-locations/location-fix.ts";
import type { Mirror } from "../tree/version-locations/version-location.ts";
import type { Finding } from "../findings/finding.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../version/pep440.ts";

/** G008, as an error: `version check` is asked for just this. */
export function staleCopies(mirrors: readonly Mirror[], version: Version): readonly Finding[] {
  return copyFindings(mirrors, version).map((finding) => ({
    ...COMMON,
    rule: "G008",
    slug: "version-copies-differ",
    ...finding,
  }));
}

const COMMON = { phase: "version", severity: "error", confidence: "certain" } as const;

/** V001 when tags at HEAD name versions, and none of them is this one. */
export function tagFinding(
  tags: readonly { readonly name: string; readonly version: Version }[],
  version: Version,
  mirrors: readonly Mirror[],
): readonly Finding[] {
  if (tags.length === 0 || tags.some((tag) => compareVersions(tag.version, version) === 0)) return [];
  const names = tags.map((tag) => tag.name).join(", ");
  const location = mirrors.find((mirror) => mirror.isSource)?.location;
  return [
    {
      ...COMMON,
      rule: "V001",
      slug: "tag-is-another-version",
      message: `HEAD is tagged ${names}, and the version is ${formatVersion(version)}`,
      ...(location !== undefined && { location }),
      help: "set the version to the tag's (shipwheel version sync --to VERSION), or move the tag before it is pushed",
      subject: names,
    },
  ];
}

/** G005 when the metadata will say another version. */
export function metadataFinding(
  metadata: string,
  version: Version,
  mirrors: readonly Mirror[],
): readonly Finding[] {
  const parsed = parseVersion(metadata);
  if (parsed !== null && compareVersions(parsed, version) === 0) return [];
  const location = mirrors.find((mirror) => mirror.isSource)?.location;
  return [
    {
      ...COMMON,
      rule: "G005",
      slug: "built-version-differs",
      message: `the back-end makes version ${metadata}, the source says ${formatVersion(version)}`,
      ...(location !== undefined && { location }),
      help: "let the back-end read the version from one place only (project.version, or its dynamic source)",
    },
  ];
}
