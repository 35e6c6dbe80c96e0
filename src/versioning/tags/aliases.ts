import { compareVersions, type Version } from "../../version/pep440.ts";

interface Tagged {
  readonly name: string;
  readonly commit: string;
  readonly version: Version;
}

/**
 * Names that move from release to release, as GitHub's actions have them: `v10` and `v10.6` beside `v10.6.1`. One is
 * known by a longer tag that begins as it does and stands on the same commit, or that is the same version (`v2` and
 * `v2.0.0`). The answer maps each to the tag it is an alias of.
 */
export function aliasTags(tags: readonly Tagged[]): ReadonlyMap<string, string> {
  const byFirst = Map.groupBy(tags, ({ version }) => `${version.epoch}!${version.release[0]}`);
  const aliases = new Map<string, string>();
  for (const family of byFirst.values()) {
    for (const tag of family) {
      if (!isPlain(tag.version)) continue;
      const longer = family
        .filter((other) => isLonger(other, tag) && (other.commit === tag.commit || isSame(other, tag)))
        .toSorted((a, b) => compareVersions(a.version, b.version))
        .at(-1);
      if (longer !== undefined) aliases.set(tag.name, longer.name);
    }
  }
  return aliases;
}

function isLonger(other: Tagged, { version: { release } }: Tagged): boolean {
  return (
    isPlain(other.version) &&
    other.version.release.length > release.length &&
    release.every((number, at) => number === other.version.release[at])
  );
}

function isSame(a: Tagged, b: Tagged): boolean {
  return compareVersions(a.version, b.version) === 0;
}

function isPlain({ pre, post, dev, local }: Version): boolean {
  return pre === null && post === null && dev === null && local === null;
}
