import { expect, test } from "vitest";
import { calendarRelease, parseCalendar } from "../../../src/version/calendar.ts";
import { parseVersion } from "../../../src/version/pep440.ts";
import {
  countHabits,
  learnCalendar,
  type DatedRelease,
} from "../../../src/versioning/calendar/learn-calendar.ts";

const TODAY = new Date("2026-11-30T12:00:00Z");

/** Releases as `2026.02.09 2026-02-09`, the date left away where none is known. */
function releases(lines: string): readonly DatedRelease[] {
  return lines.split(", ").flatMap((line) => {
    const [text = "", date] = line.split(" ");
    const version = parseVersion(text);
    return version === null ? [] : [{ text, version, date: date === undefined ? null : new Date(date) }];
  });
}

/** The pattern that is learned, and the release of a patch or a minor level after the newest one. */
function next(lines: string, level: "patch" | "minor" = "patch"): string {
  const known = releases(lines);
  const learned = learnCalendar(known);
  if (learned === null) return "none";
  if (learned.kind === "unclear") return learned.patterns.join(" or ");
  const habits = countHabits(learned.calendar, known);
  const last = known.at(-1)?.version.release ?? [];
  const made = calendarRelease(learned.calendar, last, level, { today: TODAY, habits }).join(".");
  return `${learned.calendar.text} ${made}`;
}

test.each<[string, string]>([
  // nox
  ["2026.02.09", "YYYY.0M.0D 2026.11.30"],
  ["2025.11.12 2025-11-12, 2026.8.17 2026-08-17", "YYYY.MM.DD 2026.11.30"],
  ["2026.11.30", "YYYY.MM.DD 2026.11.30.1"],
  ["2026.11.30, 2026.11.30.1", "YYYY.MM.DD 2026.11.30.2"],
  // actions-calver#14
  ["2023.05, 2023.05.1", "YYYY.0M 2026.11"],
  ["2026.8, 2026.11, 2026.11.1", "YYYY.MM 2026.11.2"],
  ["2026.10, 2026.11, 2026.11.1", "YYYY.MM.MICRO or YYYY.MINOR.MICRO"],
  // certifi, pytz, tzdata
  ["2025.8.3 2025-08-03, 2026.1.5 2026-01-05", "YYYY.MM.DD 2026.11.30"],
  ["2025.1 2025-01-31, 2025.2 2025-03-20", "YYYY.MINOR.MICRO 2026.1"],
  // black: the third number counts from 0; the month is that of the tag
  ["25.9.0 2025-09-19, 25.11.0 2025-11-10, 26.1.0 2026-01-18", "YY.MM.MICRO 26.11.0"],
  ["26.9.0 2026-09-19, 26.11.0 2026-11-10, 25.1.0 2025-01-18", "YY.MM.MICRO 26.11.0"],
  // attrs, structlog: the second number counts the releases of a year
  ["25.3.0 2025-03-13, 25.4.0 2025-10-06, 26.1.0 2026-03-19", "YY.MINOR.MICRO 26.1.1"],
  // pip leaves the zero away
  ["25.2 2025-07-30, 25.3 2025-10-25, 26.0 2026-01-30, 26.0.1 2026-02-04", "YY.MINOR.MICRO 26.0.2"],
  ["20240105, 20250203", "YYYYMMDD 20261130"],
  ["2024.10.0, 2024.12.0, 2025.2.0, 2026.11.0, 2026.11.1", "YYYY.MM.MICRO 2026.11.2"],
  // What nobody can tell apart is not guessed.
  ["2026.1.1", "YYYY.MM.MICRO or YYYY.MINOR.MICRO"],
  // SemVer
  ["1.2.3 2025-01-01", "none"],
  ["26.0.0 2020-01-01, 26.1.0 2021-01-01, 27.0.0 2022-01-01", "none"],
  ["26.0.0 2026-01-01, 26.1.0 2026-02-01", "none"],
])("%s: %s", (lines, expected) => {
  expect(next(lines)).toBe(expected);
});

test("where a number counts the releases of a year, a minor change raises it, and a new year begins it anew", () => {
  const attrs = "24.1.0 2024-01-01, 25.4.0 2025-10-06, 26.1.0 2026-03-19";
  expect(next(attrs, "minor")).toBe("YY.MINOR.MICRO 26.2.0");
  const old = "23.1.0 2023-04-16, 24.1.0 2024-07-01, 25.4.0 2025-10-06";
  expect(next(old)).toBe("YY.MINOR.MICRO 26.1.0");
  const structlog = "16.0.0 2016-01-28, 24.1.0 2024-01-08, 25.1.0 2025-01-16, 25.5.0 2025-10-27";
  expect(next(structlog)).toBe("YY.MINOR.MICRO 26.1.0");
  const pip = "24.3 2024-10-27, 25.0 2025-01-26, 25.3 2025-10-25";
  expect(next(pip, "minor")).toBe("YY.MINOR.MICRO 26.0");
  // A zero that could never have been left out is written.
  expect(next("2026.9.1 2026-11-30, 2026.10.3 2026-11-30", "minor")).toBe("YYYY.MINOR.MICRO 2026.11.0");
});

test.each(["MM.DD", "YYYY.DD", "YYYY.MICRO.MICRO", "1.2", "YYYY.MM.DD.X", ""])(
  "%s is no calendar",
  (text) => {
    expect(parseCalendar(text)).toBeNull();
  },
);
