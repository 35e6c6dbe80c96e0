import {
  compareReleases,
  compareVersions,
  compareWithoutLocal,
  formatVersion,
  isPrerelease,
  parseVersion,
  type Version,
} from "./pep440.ts";

/** The comparison operators of PEP 440, "Version specifiers". */
export type Operator = "~=" | "==" | "!=" | "<=" | ">=" | "<" | ">" | "===";

/** One clause, for example `>=1.0`. */
export interface Specifier {
  readonly operator: Operator;
  /** As written, without blanks; for `===` any text. */
  readonly version: string;
}

/** Options of a membership test. Absent: pre-releases are taken when nothing else is there, as PEP 440 recommends. */
export interface PrereleaseOption {
  readonly prereleases?: boolean;
}

/** A set of clauses that all have to hold. */
export interface SpecifierSet {
  readonly specifiers: readonly Specifier[];
  /** True when a clause names a pre-release, so that pre-releases are welcome; null when nothing says so. */
  readonly prereleases: true | null;
  /** Clauses without repetition, sorted, joined by commas. */
  toString(): string;
  /** Text that is no version matches `===` clauses and the empty set only. */
  contains(version: Version | string, options?: PrereleaseOption): boolean;
  /** The members in their order; pre-releases only when asked for, named by a clause, or when there is no final one. */
  filter<T extends Version | string>(versions: Iterable<T>, options?: PrereleaseOption): T[];
}

const RELEASE = "v?(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)*";
const PRE = "(?:[-_.]?(?:alpha|beta|preview|pre|a|b|c|rc)[-_.]?[0-9]*)?";
const POST = "(?:-[0-9]+|[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?";
const DEV = "(?:[-_.]?dev[-_.]?[0-9]*)?";
const LOCAL = "(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?";

/** The source of a regular expression for one clause, shared with the requirement parser. Case is to be ignored. */
export const SPECIFIER_PATTERN: string = [
  "===\\s*[^\\s;)]*",
  `[=!]=\\s*${RELEASE}(?:\\.\\*|${PRE}${POST}${DEV}${LOCAL})`,
  `~=\\s*v?(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)+${PRE}${POST}${DEV}`,
  `(?:<=|>=|<|>)\\s*${RELEASE}${PRE}${POST}${DEV}`,
]
  .map((alternative) => `(?:${alternative})`)
  .join("|");

const CLAUSE = new RegExp(`^(?:${SPECIFIER_PATTERN})$`, "i");

/** Reads a comma-separated list of clauses (PEP 440); empty items are skipped. Null when a clause is invalid. */
export function parseSpecifierSet(text: string): SpecifierSet | null {
  const specifiers: Specifier[] = [];
  for (const part of text.split(",")) {
    const clause = part.trim();
    if (clause === "") continue;
    if (!CLAUSE.test(clause)) return null;
    const operator = /^(?:===|[~=!<>]=|<|>)/.exec(clause)?.[0] as Operator;
    specifiers.push({ operator, version: clause.slice(operator.length).trim() });
  }
  return makeSet(specifiers);
}

function makeSet(specifiers: readonly Specifier[]): SpecifierSet {
  const tests = specifiers.map(makeTest);
  const prereleases = specifiers.some(namesPrerelease) || null;
  const matches = (candidate: Candidate): boolean => tests.every((test) => test(candidate));
  return {
    specifiers,
    prereleases,
    toString: () => [...new Set(specifiers.map((s) => s.operator + s.version))].sort().join(","),
    contains(version, options = {}) {
      const candidate = makeCandidate(version);
      if (options.prereleases === false && candidate.prerelease) return false;
      return matches(candidate);
    },
    filter(versions, options = {}) {
      const wanted = options.prereleases ?? prereleases;
      const members = Array.from(versions, (item) => ({ item, candidate: makeCandidate(item) })).filter(
        ({ candidate }) => matches(candidate),
      );
      const final = members.filter(({ candidate }) => !candidate.prerelease);
      const hasFinal = final.some(({ candidate }) => candidate.version !== null);
      const chosen = wanted === true || (wanted === null && !hasFinal) ? members : final;
      return chosen.map(({ item }) => item);
    },
  };
}

interface Candidate {
  readonly text: string;
  readonly version: Version | null;
  readonly prerelease: boolean;
}

function makeCandidate(item: Version | string): Candidate {
  const version = typeof item === "string" ? parseVersion(item) : item;
  return {
    text: typeof item === "string" ? item : formatVersion(item),
    version,
    prerelease: version !== null && isPrerelease(version),
  };
}

function namesPrerelease({ operator, version }: Specifier): boolean {
  if (operator === "!=") return false;
  const parsed = parseVersion(version);
  return parsed !== null && isPrerelease(parsed);
}

function makeTest({ operator, version: text }: Specifier): (candidate: Candidate) => boolean {
  if (operator === "===") {
    const wanted = text.toLowerCase();
    return (candidate) => candidate.text.toLowerCase() === wanted;
  }
  const wildcard = text.endsWith(".*");
  const bound = parseVersion(wildcard ? text.slice(0, -2) : text) as Version;
  const test = wildcard ? prefixTest(operator, bound) : comparisonTest(operator, bound);
  return ({ version }) => version !== null && test(version);
}

type Test = (version: Version) => boolean;

function comparisonTest(operator: Exclude<Operator, "===">, bound: Version): Test {
  switch (operator) {
    case ">=":
      return (version) => compareVersions(version, bound) >= 0;
    case "<=":
      return (version) => compareWithoutLocal(version, bound) <= 0;
    case "==":
      return equality(bound);
    case "!=": {
      const equals = equality(bound);
      return (version) => !equals(version);
    }
    case "~=": {
      const inPrefix = prefixMatch({ ...bound, release: bound.release.slice(0, -1) });
      return (version) => compareVersions(version, bound) >= 0 && inPrefix(version);
    }
    case "<": {
      // "<1.0" leaves out the pre-releases of 1.0, of which 1.0.dev0 is the first.
      const limit = isPrerelease(bound) ? bound : { ...bound, dev: 0n };
      return (version) => compareVersions(version, limit) < 0;
    }
    case ">":
      return greaterThan(bound);
  }
}

/** A clause without a local part matches every local version of its public one. */
function equality(bound: Version): Test {
  const compare = bound.local === null ? compareWithoutLocal : compareVersions;
  return (version) => compare(version, bound) === 0;
}

/** ">1.0" leaves out 1.0+local and the post-releases of 1.0, unless the bound is a post-release itself. */
function greaterThan(bound: Version): Test {
  if (bound.dev !== null || bound.post !== null) return (version) => compareWithoutLocal(version, bound) > 0;
  return (version) =>
    compareWithoutLocal(version, bound) > 0 &&
    compareWithoutLocal({ ...version, post: null, dev: null }, bound) > 0;
}

function prefixTest(operator: Operator, bound: Version): Test {
  const matches = prefixMatch(bound);
  return operator === "==" ? matches : (version) => !matches(version);
}

function prefixMatch(bound: Version): Test {
  return (version) =>
    version.epoch === bound.epoch &&
    compareReleases(version.release.slice(0, bound.release.length), bound.release) === 0;
}
