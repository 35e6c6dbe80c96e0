import { compareVersions, type Version } from "../../version/pep440.ts";
import {
  numberOf,
  parseCalendar,
  type Calendar,
  type CalendarPart,
  type CountHabits,
} from "../../version/calendar.ts";

/** A final release, as it is spelled, and the day of its tag. */
export interface DatedRelease {
  readonly text: string;
  readonly version: Version;
  /** Null where no tag says it. */
  readonly date: Date | null;
}

/** What releases show of a calendar. */
export type LearnedCalendar =
  | { readonly kind: "calendar"; readonly calendar: Calendar }
  /** The first number is a year, and the others may mean this or that. */
  | { readonly kind: "unclear"; readonly patterns: readonly string[] };

/** How many releases are looked at, the newest first. */
const RECENT = 12;
/** So many of the last releases have to agree with their dates before two digits are taken for a year. */
const AGREEING = 3;
/** A tag is made on the day of its release, or a little later. */
const DAYS_OFF = 2;

/** Whether the newest release begins with what may be a year: only then dates are worth asking for. */
export function mayBeCalendar(releases: readonly Pick<DatedRelease, "version">[]): boolean {
  const [first = 0n] = newestFirst(releases)[0]?.version.release ?? [];
  return isDate(first) || isYear(first) || (first >= 15n && first <= 99n);
}

/** The calendar that releases follow; null where they follow none. */
export function learnCalendar(releases: readonly DatedRelease[]): LearnedCalendar | null {
  const all = newestFirst(releases);
  const [newest] = all;
  if (newest === undefined) return null;
  const [first = 0n] = newest.version.release;
  if (isDate(first)) return known("YYYYMMDD");
  const year: CalendarPart = isYear(first) ? "year" : "short-year";
  if (year === "short-year" && !agreesWithDates(all)) return null;
  const recent = all
    .slice(0, RECENT)
    .filter(({ version }) => isYear(version.release[0] ?? 0n) || year === "short-year");
  const start = year === "year" ? "YYYY" : "YY";
  const second = meaningOf(recent, 1, year);
  const hasSecond = recent.some(({ version }) => version.release.length > 1);
  if (!hasSecond) return known(start);
  if (second === "unclear")
    return { kind: "unclear", patterns: [`${start}.MM.MICRO`, `${start}.MINOR.MICRO`] };
  if (second === "count") return known(`${start}.MINOR.MICRO`);
  const month = isPadded(recent, 1) ? "0M" : "MM";
  // Where some have no third number it counts what came in the same month.
  if (recent.some(({ version }) => version.release.length === 2)) return known(`${start}.${month}`);
  const third = meaningOf(recent, 2, year);
  if (third === "unclear")
    return { kind: "unclear", patterns: [`${start}.${month}.DD`, `${start}.${month}.MICRO`] };
  if (third === "count") return known(`${start}.${month}.MICRO`);
  return known(`${start}.${month}.${isPadded(recent, 2) ? "0D" : "DD"}`);
}

/** How releases of a calendar count. */
export function countHabits({ parts }: Calendar, releases: readonly DatedRelease[]): CountHabits {
  const at = parts.findIndex((part) => part === "minor" || part === "micro");
  // As the newest date began: projects change from 0 to 1.
  const groups = Map.groupBy(newestFirst(releases), ({ version }) => version.release.slice(0, at).join("."));
  const [newest = []] = groups.values();
  const counts = at === -1 ? [] : newest.flatMap(({ version }) => version.release[at] ?? []);
  const last = at + 1;
  const isOptional = releases.some(({ version }) => version.release.length <= last);
  return {
    first: (counts.at(-1) ?? 0n) > 1n ? null : (counts.at(-1) ?? null),
    omitsZero: at !== -1 && isOptional && !releases.some(({ version }) => version.release[last] === 0n),
  };
}

function known(text: string): LearnedCalendar | null {
  const calendar = parseCalendar(text);
  return calendar === null ? null : { kind: "calendar", calendar };
}

function newestFirst<Release extends Pick<DatedRelease, "version">>(
  releases: readonly Release[],
): readonly Release[] {
  return releases.toSorted((a, b) => compareVersions(b.version, a.version));
}

function isYear(number: bigint): boolean {
  return number >= 2000n && number < 2100n;
}

function isDate(number: bigint): boolean {
  const month = (number / 100n) % 100n;
  return number >= 20_000_101n && number < 21_000_101n && month >= 1n && month <= 12n;
}

/** Two digits are a year when the last releases were made in it, and not all in one. */
function agreesWithDates(all: readonly DatedRelease[]): boolean {
  const last = all.slice(0, RECENT / 2);
  const years = new Set(last.map(({ version }) => version.release[0]));
  return last.length >= AGREEING && years.size > 1 && last.every((each) => isOfDate(each, 0, "short-year"));
}

/** Whether a number is of the date, by its spelling, by the days of the tags, else by how it goes on. */
function meaningOf(
  recent: readonly DatedRelease[],
  at: 1 | 2,
  year: CalendarPart,
): "date" | "count" | "unclear" {
  const part: CalendarPart = at === 1 ? "month" : "day";
  const having = recent.filter(({ version }) => version.release.length > at);
  const numbers = having.flatMap(({ version }) => version.release[at] ?? []);
  const most = at === 1 ? 12n : 31n;
  if (numbers.some((number) => number === 0n || number > most)) return "count";
  if (isPadded(having, at)) return "date";
  const dated = having.filter((each) => isOfDate(each, 0, year));
  if (dated.length * 2 >= having.length && dated.length > 0) {
    const agreeing = dated.filter((each) => isOfDate(each, at, part));
    return agreeing.length * 3 >= dated.length * 2 ? "date" : "count";
  }
  return byNumbers(having, at);
}

/** Without dates: months leave some out, days begin anywhere, and counters begin at 0 or 1. */
function byNumbers(having: readonly DatedRelease[], at: 1 | 2): "date" | "count" | "unclear" {
  const groups = Map.groupBy(having, ({ version }) => version.release.slice(0, at).join("."));
  const sorted = [...groups.values()].map((group) =>
    [...new Set(group.flatMap(({ version }) => version.release[at] ?? []))].toSorted((a, b) => Number(a - b)),
  );
  const gaps = sorted.some((numbers) =>
    numbers.some((number, index) => index > 0 && number - (numbers[index - 1] ?? 0n) > 1n),
  );
  const late = sorted.some(([smallest = 0n]) => smallest > 1n);
  if (at === 2)
    return late || gaps ? "date" : sorted.some((numbers) => numbers.length > 1) ? "count" : "unclear";
  const hasDays = having.some(({ version }) => (version.release[2] ?? 0n) > 12n);
  return gaps || hasDays ? "date" : "unclear";
}

function isPadded(releases: readonly DatedRelease[], at: number): boolean {
  return releases.some(({ text }) => /^0[0-9]/.test(/[0-9].*$/.exec(text)?.[0].split(".")[at] ?? ""));
}

function isOfDate({ version, date }: DatedRelease, at: number, part: CalendarPart): boolean {
  if (date === null) return false;
  return [-DAYS_OFF, -1, 0, 1, DAYS_OFF].some((off) => {
    const day = new Date(date.getTime() + off * 86_400_000);
    return numberOf(part, day) === version.release[at];
  });
}
