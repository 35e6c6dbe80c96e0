/**
 * A version of PEP 440. Numbers are unbounded: `99999999999999999999` is a legal release segment.
 *
 * @see PEP 440, "Public version identifiers" and appendix B
 */
export interface Version {
  readonly epoch: bigint;
  /** At least one number; trailing zeros are kept, and do not count when versions are compared. */
  readonly release: readonly bigint[];
  readonly pre: readonly ["a" | "b" | "rc", bigint] | null;
  readonly post: bigint | null;
  readonly dev: bigint | null;
  /** The segments behind `+`: numbers, or lower-case text. */
  readonly local: readonly (string | bigint)[] | null;
}

/** What Python's `\s` matches in text, which is not what JavaScript's does. */
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";

const VERSION = new RegExp(
  `^${BLANK}v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)` +
    "(?:[-_.]?(?<preLetter>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>[0-9]*))?" +
    "(?:-(?<postImplicit>[0-9]+)|[-_.]?(?<postWord>post|rev|r)[-_.]?(?<postNumber>[0-9]*))?" +
    "(?:[-_.]?(?<devWord>dev)[-_.]?(?<devNumber>[0-9]*))?" +
    `(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?${BLANK}$`,
  "i",
);

const PRE_LETTERS: Readonly<Record<string, "a" | "b" | "rc">> = {
  a: "a",
  alpha: "a",
  b: "b",
  beta: "b",
  c: "rc",
  rc: "rc",
  pre: "rc",
  preview: "rc",
};

/**
 * Reads a version in any spelling that PEP 440 accepts: surrounding blanks, a leading `v`, `alpha` for `a`,
 * `-1` for `.post1` and so on. Null when it is no version.
 */
export function parseVersion(text: string): Version | null {
  const groups = VERSION.exec(text)?.groups as Record<string, string | undefined> | undefined;
  if (groups === undefined) return null;
  const preLetter = PRE_LETTERS[groups["preLetter"]?.toLowerCase() ?? ""];
  const post =
    groups["postImplicit"] ?? (groups["postWord"] === undefined ? undefined : groups["postNumber"]);
  return {
    epoch: BigInt(groups["epoch"] ?? 0),
    release: (groups["release"] as string).split(".").map(BigInt),
    pre: preLetter === undefined ? null : [preLetter, BigInt(groups["preNumber"] as string)],
    post: post === undefined ? null : BigInt(post),
    dev: groups["devWord"] === undefined ? null : BigInt(groups["devNumber"] as string),
    local: groups["local"]?.toLowerCase().split(/[-_.]/).map(localSegment) ?? null,
  };
}

function localSegment(text: string): string | bigint {
  return /^[0-9]+$/.test(text) ? BigInt(text) : text;
}

/** The normal form of PEP 440: `v1.0-ALPHA.1` becomes `1.0a1`. Parsing it again gives the same value. */
export function formatVersion(version: Version): string {
  const local = version.local === null ? "" : `+${version.local.join(".")}`;
  return publicVersion(version) + local;
}

/** The normal form without the local part, which is what an index accepts. */
export function publicVersion(version: Version): string {
  const post = version.post === null ? "" : `.post${version.post}`;
  const dev = version.dev === null ? "" : `.dev${version.dev}`;
  return baseVersion(version) + (version.pre?.join("") ?? "") + post + dev;
}

/** Epoch and release only: `1!2.0rc1.dev3` has the base `1!2.0`. */
export function baseVersion(version: Version): string {
  return (version.epoch === 0n ? "" : `${version.epoch}!`) + version.release.join(".");
}

/** True for alphas, betas, release candidates and every development release. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== null || version.dev !== null;
}

/**
 * The total order of PEP 440 ("Summary of permitted suffixes and relative ordering"): `1.0` and `1.0.0` are equal,
 * a local version follows its public one.
 */
export function compareVersions(a: Version, b: Version): -1 | 0 | 1 {
  return compareWithoutLocal(a, b) || compareLocal(a.local, b.local);
}

/** The same order, as if both had no local part. */
export function compareWithoutLocal(a: Version, b: Version): -1 | 0 | 1 {
  return (
    order(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    compareNumbers(preKey(a), preKey(b)) ||
    order(a.post ?? -1n, b.post ?? -1n) ||
    compareNumbers(devKey(a), devKey(b))
  );
}

/** Compares release segments; missing ones count as zero. */
export function compareReleases(a: readonly bigint[], b: readonly bigint[]): -1 | 0 | 1 {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = order(a[index] ?? 0n, b[index] ?? 0n);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A development release alone sorts before every pre-release of the same release; none sorts after them. */
function preKey(version: Version): readonly [bigint, bigint] {
  if (version.pre !== null) return [{ a: 1n, b: 2n, rc: 3n }[version.pre[0]], version.pre[1]];
  return [version.post === null && version.dev !== null ? 0n : 4n, 0n];
}

function devKey(version: Version): readonly [bigint, bigint] {
  return version.dev === null ? [1n, 0n] : [0n, version.dev];
}

function compareNumbers(a: readonly [bigint, bigint], b: readonly [bigint, bigint]): -1 | 0 | 1 {
  return order(a[0], b[0]) || order(a[1], b[1]);
}

function compareLocal(a: Version["local"], b: Version["local"]): -1 | 0 | 1 {
  const left = a ?? [];
  const right = b ?? [];
  for (const [index, segment] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = compareLocalSegments(segment, other);
    if (difference !== 0) return difference;
  }
  return order(left.length, right.length);
}

/** Numbers follow text; text compares by character. */
function compareLocalSegments(a: string | bigint, b: string | bigint): -1 | 0 | 1 {
  const kinds = order(Number(typeof a === "bigint"), Number(typeof b === "bigint"));
  return kinds || order(a, b);
}

function order(a: bigint | number | string, b: bigint | number | string): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
