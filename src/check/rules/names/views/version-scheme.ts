import type { Version } from "../../../../version/pep440.ts";

/** Whether one version is of a calendar (its first number is a year) or an epoch that the other is not of. */
export function isOtherScheme(a: Version, b: Version): boolean {
  return a.epoch !== b.epoch || isCalendar(a) !== isCalendar(b);
}

function isCalendar(version: Version): boolean {
  const [first = 0n] = version.release;
  return first >= 1990n && first < 2200n;
}
