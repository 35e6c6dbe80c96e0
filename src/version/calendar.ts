/** A number of a calendar version; what counts comes after what is of the date. */
export type CalendarPart = "date" | "year" | "short-year" | "month" | "day" | "minor" | "micro";

/** The calendar by which a project counts (https://calver.org). */
export interface Calendar {
  /** As calver.org writes it: `YYYY.0M.0D`. */
  readonly text: string;
  readonly parts: readonly CalendarPart[];
}

const TOKENS: Readonly<Record<string, CalendarPart>> = {
  YYYYMMDD: "date",
  YYYY0M0D: "date",
  YYYY: "year",
  YY: "short-year",
  "0Y": "short-year",
  MM: "month",
  "0M": "month",
  DD: "day",
  "0D": "day",
  MINOR: "minor",
  MICRO: "micro",
  PATCH: "micro",
  BUILD: "micro",
};
const ORDER: readonly (readonly CalendarPart[])[] = [
  ["date", "year", "short-year"],
  ["month", "minor", "micro"],
  ["day", "micro"],
  ["micro"],
];

/** Reads `YYYY.0M.0D`, `YY.MINOR.MICRO`; null for what is no calendar. */
export function parseCalendar(text: string): Calendar | null {
  const parts = text.split(".").map((token) => TOKENS[token]);
  const known = parts.filter((part) => part !== undefined);
  if (known.length !== parts.length || known.length === 0) return null;
  const isOrdered = known.every((part, at) => ORDER[at]?.includes(part) === true);
  const [, second, third] = known;
  if (!isOrdered || (third === "day" && second !== "month")) return null;
  if (second === "micro" && known.length > 2) return null;
  return { text, parts: known };
}

/** What is known of the numbers that count: the first one, and whether a zero at the end is written. */
export interface CountHabits {
  readonly first: bigint | null;
  readonly omitsZero: boolean;
}

/** The release of a day after `last`: the date, and what counts the releases of one date. */
export function calendarRelease(
  { parts }: Calendar,
  last: readonly bigint[],
  level: "patch" | "minor" | "major",
  { today, habits }: { readonly today: Date; readonly habits: CountHabits },
): readonly bigint[] {
  const counters = parts.filter((part) => part === "minor" || part === "micro");
  const date = parts.flatMap((part) => numberOf(part, today) ?? []);
  const isSame = date.every((number, at) => number === last[at]);
  const [count = 0n, micro = 0n] = last.slice(date.length);
  if (counters[0] !== "minor") {
    if (isSame) return [...date, count + 1n];
    return counters.length === 0 ? date : [...date, habits.first ?? 0n];
  }
  const counted = !isSame
    ? [habits.first ?? 1n, 0n]
    : level === "patch"
      ? [count, micro + 1n]
      : [count + 1n, 0n];
  const isPlain = habits.omitsZero && counted[1] === 0n;
  return [...date, ...(isPlain ? counted.slice(0, 1) : counted)];
}

/** The number of the date that a part states; null for one that counts. */
export function numberOf(part: CalendarPart, day: Date): bigint | null {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  switch (part) {
    case "date":
      return BigInt(year * 10_000 + month * 100 + date);
    case "year":
      return BigInt(year);
    case "short-year":
      return BigInt(year % 100);
    case "month":
      return BigInt(month);
    case "day":
      return BigInt(date);
    case "minor":
    case "micro":
      return null;
  }
}
