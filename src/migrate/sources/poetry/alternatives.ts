import { compareVersions, parseVersion, type Version } from "../../../version/pep440.ts";
import type { Clause } from "./clause.ts";

interface Range {
  readonly from: Version | null;
  readonly to: Version | null;
  readonly isFromIn: boolean;
  readonly isToIn: boolean;
  /** Exclusions that hold in this range only. */
  readonly others: readonly Clause[];
}

/** Of how many releases a gap may be, to be written as exclusions. */
const MOST_EXCLUDED = 12n;

/**
 * One set of clauses that admits what the alternatives admit: ranges that touch are one; a gap of whole releases is
 * excluded (`!=2.*`). Null when there is none.
 */
export function mergeAlternatives(alternatives: readonly (readonly Clause[])[]): readonly Clause[] | null {
  const ranges: Range[] = [];
  for (const clauses of alternatives) {
    if (clauses.length === 0) return [];
    const range = rangeOf(clauses);
    if (range === null) return null;
    if (!isEmpty(range)) ranges.push(range);
  }
  const excluded: Clause[] = [];
  for (const range of ranges)
    for (const clause of range.others) {
      const share = Math.max(0, ...ranges.map((each) => (each === range ? 0 : shareOf(each, clause))));
      if (share === 0) excluded.push(clause);
      // What another alternative admits in part cannot be written.
      else if (share < 1) return null;
    }
  ranges.sort((a, b) => compareEnds(a.from, b.from, -1));
  const [first, ...rest] = ranges;
  if (first === undefined) return null;
  let whole = first;
  for (const range of rest) {
    if (whole.to === null) break;
    const gap = gapBetween(whole, range);
    if (gap === null) return null;
    excluded.push(...gap);
    if (compareEnds(range.to, whole.to, 1) > 0)
      whole = { ...range, from: whole.from, isFromIn: whole.isFromIn };
  }
  return [...clausesOf(whole), ...excluded];
}

function compareEnds(a: Version | null, b: Version | null, open: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? open : -open;
  return compareVersions(a, b);
}

/** The range in which all clauses hold; null when a clause is no range. */
function rangeOf(clauses: readonly Clause[]): Range | null {
  const others = clauses.filter(({ operator }) => operator === "!=");
  let [from, to]: [Version | null, Version | null] = [null, null];
  let [isFromIn, isToIn] = [false, false];
  const above = (version: Version, isIn: boolean): void => {
    const order = from === null ? 1 : compareVersions(version, from);
    if (order > 0) [from, isFromIn] = [version, isIn];
    else if (order === 0) isFromIn &&= isIn;
  };
  const below = (version: Version, isIn: boolean): void => {
    const order = to === null ? -1 : compareVersions(version, to);
    if (order < 0) [to, isToIn] = [version, isIn];
    else if (order === 0) isToIn &&= isIn;
  };
  for (const { operator, version: text } of clauses) {
    const isWild = text.endsWith(".*");
    const version = parseVersion(isWild ? text.slice(0, -2) : text);
    if (version === null || version.local !== null) return null;
    if (operator === ">=" || operator === ">") above(version, operator === ">=");
    else if (operator === "<" || operator === "<=") below(version, operator === "<=");
    else if (operator === "==") {
      above(version, true);
      below(isWild ? after(version) : version, !isWild);
    }
  }
  return { from, to, isFromIn, isToIn, others };
}

/** Whether nothing is within a range. */
function isEmpty({ from, to, isFromIn, isToIn }: Range): boolean {
  if (from === null || to === null) return false;
  const order = compareVersions(from, to);
  return order > 0 || (order === 0 && !(isFromIn && isToIn));
}

/** How much a range admits of what a clause excludes: all (1), something, or nothing. */
function shareOf(range: Range, { version: text }: Clause): number {
  const isWild = text.endsWith(".*");
  const low = parseVersion(isWild ? text.slice(0, -2) : text);
  if (low === null) return 0.5;
  const { from, to, isFromIn, isToIn } = range;
  const high = isWild ? after(low) : low;
  const order = (a: Version | null, b: Version, open: number): number =>
    a === null ? open : compareVersions(a, b);
  const [above, below] = [order(from, high, -1), order(to, low, 1)];
  if (above > 0 || (above === 0 && (isWild || !isFromIn))) return 0;
  if (below < 0 || (below === 0 && !isToIn)) return 0;
  const [start, end] = [order(from, low, -1), order(to, high, 1)];
  const isWhole = (start < 0 || (start === 0 && isFromIn)) && (end > 0 || (end === 0 && (isWild || isToIn)));
  // An alternative with exclusions of its own is not asked which of them are the same.
  return isWhole && range.others.length === 0 ? 1 : 0.5;
}

/** `1.2` is followed by `1.3`. */
function after(version: Version): Version {
  return { ...version, release: [...version.release.slice(0, -1), (version.release.at(-1) ?? 0n) + 1n] };
}

function clausesOf({ from, to, isFromIn, isToIn }: Range): readonly Clause[] {
  const clauses: Clause[] = [];
  if (from !== null) clauses.push({ operator: isFromIn ? ">=" : ">", version: textOf(from) });
  if (to !== null) clauses.push({ operator: isToIn ? "<=" : "<", version: textOf(to) });
  return clauses;
}

function textOf(version: Version): string {
  const { epoch, release, pre, post, dev } = version;
  const end =
    (pre?.join("") ?? "") + (post === null ? "" : `.post${post}`) + (dev === null ? "" : `.dev${dev}`);
  return (epoch === 0n ? "" : `${epoch}!`) + release.join(".") + end;
}

/** What lies between two ranges as exclusions; none when they touch, null when it cannot be written. */
function gapBetween(low: Range, high: Range): readonly Clause[] | null {
  if (low.to === null || high.from === null) return [];
  const order = compareVersions(low.to, high.from);
  if (order > 0) return [];
  if (order === 0) return low.isToIn || high.isFromIn ? [] : [{ operator: "!=", version: textOf(low.to) }];
  if (low.isToIn || !high.isFromIn || !isPlain(low.to) || !isPlain(high.from)) return null;
  return wholeReleases(low.to, high.from);
}

function isPlain({ pre, post, dev, epoch }: Version): boolean {
  return pre === null && post === null && dev === null && epoch === 0n;
}

/** `2.0` up to `4.0` is `!=2.*,!=3.*`; `1.2` up to `1.4` is `!=1.2.*,!=1.3.*`. */
function wholeReleases(from: Version, to: Version): readonly Clause[] | null {
  const length = Math.max(trimmed(from.release).length, trimmed(to.release).length);
  const at = (release: readonly bigint[], position: number): bigint => release[position] ?? 0n;
  for (let position = 0; position < length - 1; position += 1)
    if (at(from.release, position) !== at(to.release, position)) return null;
  const [first, last] = [at(from.release, length - 1), at(to.release, length - 1)];
  if (last - first > MOST_EXCLUDED) return null;
  const prefix = Array.from({ length: length - 1 }, (_, position) => at(from.release, position));
  return Array.from({ length: Number(last - first) }, (_, step) => ({
    operator: "!=",
    version: `${[...prefix, first + BigInt(step)].join(".")}.*`,
  }));
}

function trimmed(release: readonly bigint[]): readonly bigint[] {
  const last = release.findLastIndex((number) => number !== 0n);
  return release.slice(0, Math.max(1, last + 1));
}
