import { fault } from "../../findings/fault.ts";
import { splitTag } from "./tag-match.ts";
import { readTagVersion } from "./tag-version.ts";
import type { ScmVersion } from "./scm-version.ts";
import type { SchemeContext } from "./scheme-context.ts";

const DATE =
  /^(?<date>(?<prefix>[vV]?)(?<year>\p{Nd}{2}|\p{Nd}{4})(?:\.\p{Nd}{1,2}){2})(?:\.(?<patch>\p{Nd}*))?(?=\n?$)/u;

/** The version that a branch `release-25.3.1` states, as it is written there; null when it states no date. */
export function dateOfReleaseBranch(branch: string | null, context: SchemeContext): string | null {
  if (branch === null || !branch.startsWith("release-")) return null;
  const parts = splitTag(branch.slice(branch.lastIndexOf("-") + 1), context.rules);
  return parts !== null && DATE.test(parts.version) ? parts.version : null;
}

/**
 * The day of the commit as a version, in the tag's own form (two or four digits of the year), and a number that
 * counts releases of one day. Throws `bad-calver-date` for a tag such as `25.13.1`.
 */
export function nextDate(scm: ScmVersion, context: SchemeContext): string {
  const text = scm.tag.text;
  const groups = DATE.exec(text)?.groups;
  const head = scm.nodeDate ?? scm.time.toISOString().slice(0, 10);
  const long = groups !== undefined && [...(groups["year"] ?? "")].length === 4;
  let patch = 0n;
  if (groups === undefined) context.warn(`the tag ${text} is not a date: the day of the commit is used`);
  else {
    const day = dayOf(groups["date"] ?? "", text);
    if (day === head) patch = BigInt(groups["patch"] === "" ? 0 : (groups["patch"] ?? 0)) + 1n;
    else if (day > head) context.warn(`the tag's day ${day} is ahead of the commit's day ${head}`);
  }
  const [year = "", month = "", dayOfMonth = ""] = head.split("-");
  const written = `${groups?.["prefix"] ?? ""}${long ? year : year.slice(2)}.${month}.${dayOfMonth}.${patch}`;
  // Only digits, dots and a "v" were put together, so that it parses.
  return readTagVersion(written, context.rules.normalize)?.text ?? written;
}

/** `v25.3.1` as `2025-03-01`; two digits of a year below 69 are of this century, as POSIX has it. */
function dayOf(date: string, tag: string): string {
  const [year = 0, month = 0, day = 0] = date.replace(/^[vV]/, "").split(".").map(Number);
  const digits = date.replace(/^[vV]/, "").indexOf(".");
  const full = digits === 2 ? year + (year < 69 ? 2000 : 1900) : year;
  const known = new Date(0);
  known.setUTCFullYear(full, month - 1, day);
  const valid = full > 0 && known.getUTCMonth() === month - 1 && known.getUTCDate() === day;
  if (!valid) throw fault("bad-calver-date", { version: tag });
  return known.toISOString().slice(0, 10);
}
