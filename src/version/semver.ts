import { formatVersion, parseVersion, type Version } from "./pep440.ts";

/** A version in the other spelling, or why it has none. */
export type Spelling = { readonly version: string } | { readonly refused: string };

/** Semantic Versioning 2.0.0, "Is there a suggested regular expression": numbers without leading zeros. */
const SEMVER =
  /^(?<release>(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2})(?:-(?<pre>[0-9A-Za-z.-]*))?(?:\+(?<build>[0-9A-Za-z.-]*))?$/;

const LETTERS: Readonly<Record<string, "a" | "b" | "rc">> = { alpha: "a", beta: "b", rc: "rc" };
const WORDS = { a: "alpha", b: "beta", rc: "rc" } as const;

/**
 * The version of PEP 440 that a version of SemVer 2.0.0 stands for: `1.2.0-alpha.1` is `1.2.0a1`, `1.2.0-dev.3` is
 * `1.2.0.dev3`, build metadata becomes the local part. Refused, with the reason, where order or text would be lost.
 */
export function pep440OfSemver(text: string): Spelling {
  const groups = SEMVER.exec(text)?.groups as Record<string, string | undefined> | undefined;
  if (groups === undefined) return { refused: `${text} is not a SemVer version` };
  const suffix = suffixOf(groups["pre"]);
  if (typeof suffix === "string") return { refused: `${text}: ${suffix}` };
  const local = localOf(groups["build"]);
  if (typeof local === "string") return { refused: `${text}: ${local}` };
  const release = (groups["release"] as string).split(".").map(BigInt);
  return { version: formatVersion({ epoch: 0n, release, post: null, ...suffix, local }) };
}

/**
 * The version of SemVer 2.0.0 that stands for a version of PEP 440: {@link pep440OfSemver} the other way round. Epochs,
 * post-releases, a fourth number and the development release of a pre-release have no place there.
 */
export function semverOfPep440(text: string): Spelling {
  const version = parseVersion(text);
  if (version === null) return { refused: `${text} is not a PEP 440 version` };
  const reason = whyNoSemver(version);
  if (reason !== null) return { refused: `${text}: ${reason}` };
  const [major, minor = 0n, patch = 0n] = version.release;
  const pre = version.pre === null ? "" : `-${WORDS[version.pre[0]]}.${version.pre[1]}`;
  const dev = version.dev === null ? "" : `-dev.${version.dev}`;
  const local = version.local === null ? "" : `+${version.local.join(".")}`;
  return { version: `${major}.${minor}.${patch}${pre}${dev}${local}` };
}

type Suffix = Pick<Version, "pre" | "dev">;

function suffixOf(pre: string | undefined): Suffix | string {
  if (pre === undefined) return { pre: null, dev: null };
  const [word = "", number, ...more] = pre.split(".");
  if (pre === "" || pre.split(".").includes("")) return "an identifier of the pre-release is empty";
  if (more.length > 0) return `PEP 440 has one number after a pre-release, not ${pre}`;
  const letter = LETTERS[word];
  if (letter === undefined && word !== "dev") {
    const glued = /^([a-z]+)([0-9]+)$/.exec(pre);
    if (glued !== null && LETTERS[glued[1] as string] !== undefined) {
      return `SemVer sorts ${pre} as text (${glued[1]}10 before ${glued[1]}9), PEP 440 by its number; write ${glued[1]}.${glued[2]}`;
    }
    return `PEP 440 has alpha, beta, rc and dev, not ${word}`;
  }
  // `-alpha` precedes `-alpha.0` in SemVer, and both would be `a0`.
  if (number === undefined) return `${word} needs a number: PEP 440 reads none as ${word}.0, another version`;
  if (!/^(?:0|[1-9][0-9]*)$/.test(number)) return `${number} is not a number of PEP 440`;
  return letter === undefined
    ? { pre: null, dev: BigInt(number) }
    : { pre: [letter, BigInt(number)], dev: null };
}

function localOf(build: string | undefined): Version["local"] | string {
  if (build === undefined) return null;
  const segments = build.split(".");
  if (segments.includes("")) return "an identifier of the build metadata is empty";
  if (build.includes("-")) return `a local version has no hyphen: ${build} would come back with a dot`;
  if (/[A-Z]/.test(build)) return `a local version is lower case: ${build} would come back as another`;
  if (segments.some((each) => /^0[0-9]+$/.test(each)))
    return `a local version drops the leading zeros of ${build}`;
  return segments.map((each) => (/^[0-9]+$/.test(each) ? BigInt(each) : each));
}

function whyNoSemver({ epoch, release, pre, post, dev }: Version): string | null {
  if (epoch !== 0n) return "SemVer has no epoch";
  if (release.length > 3) return "SemVer has three numbers";
  if (post !== null) return "SemVer has no post-release: build metadata would not sort after the release";
  if (pre !== null && dev !== null) return "SemVer has no development release of a pre-release";
  return null;
}
