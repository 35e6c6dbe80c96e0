import { normalizeName } from "../../version/names.ts";
import { parseVersion } from "../../version/pep440.ts";

/** A tag that names a release. */
export interface ReleaseTag {
  readonly name: string;
  /** The version that it names. */
  readonly version: string;
}

/** The tags that name a version of this project: `1.0`, `v1.0`, `release-1.0`, `pkg-1.0`, `pkg@1.0`. Others are left out. */
export function releaseTags(tags: readonly string[], projectName: string | null): readonly ReleaseTag[] {
  return tags.flatMap((name) => {
    const version = versionOfTag(name, projectName);
    return version === null ? [] : [{ name, version }];
  });
}

function versionOfTag(tag: string, projectName: string | null): string | null {
  const plain = /^(?:v|V|release[-/_]?v?|rel[-/_]?v?|version[-/_]?)?(\d+(?:\.\d+)+.*|\d+)$/.exec(tag);
  if (plain !== null) return isVersion(plain[1]);
  const prefixed = /^(.+?)(?:@|==|[-/_]v?)(\d+(?:\.\d+)+.*)$/.exec(tag);
  if (prefixed === null || projectName === null) return null;
  return normalizeName(prefixed[1] ?? "") === normalizeName(projectName) ? isVersion(prefixed[2]) : null;
}

function isVersion(text: string | undefined): string | null {
  return text !== undefined && parseVersion(text) !== null ? text : null;
}
