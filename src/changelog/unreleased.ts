import { applyChanges, type TextChange } from "../text/file-edit.ts";
import { bodyOf } from "../tree/changelog/entries.ts";
import type { Changelog, ChangelogSection } from "../tree/changelog/document.ts";
import { dayIn, dayLike } from "./date-form.ts";
import { headingLines, headingOfRelease, spelledLike, unreleasedRetitled, withTitle } from "./heading.ts";
import { comparisonFrom, linkChanges, type LinkedRelease } from "./links.ts";

/** The section Unreleased, when something is below its heading. */
export function unreleasedSection(changelog: Changelog): ChangelogSection | null {
  const section = changelog.sections.find((each) => each.version === null);
  if (section === undefined) return null;
  // Categories without a line below them are the form that waits to be filled in.
  const said = bodyOf(changelog, section)
    .replaceAll(/^[ \t]*#+ .*$/gm, "")
    .replaceAll(/^[^\n]+\n([-=~^"'`*+.:_])\1{2,}[ \t]*\r?$/gm, "")
    .replaceAll(/<!--[\s\S]*?-->/g, "");
  return /\w/.test(said) ? section : null;
}

/**
 * The changelog after a release (Keep a Changelog): what was unreleased has the heading of the version, written as the
 * others are, below an Unreleased that is empty; links go along. Every other character stays. Null without anything
 * unreleased.
 */
export function releaseUnreleased(
  changelog: Changelog,
  release: LinkedRelease,
  look: { readonly day: string; readonly title: string | null },
): string | null {
  const section = unreleasedSection(changelog);
  if (section === null) return null;
  const { text } = changelog;
  const lines = headingLines(changelog, section);
  const newline = /\r?\n/.exec(lines.after)?.[0] ?? "\n";
  const spelled = { ...release, version: spelledLike(changelog, release.version) };
  const marks = /^#+[ \t]+/.exec(lines.title)?.[0] ?? "";
  const heading =
    look.title === null
      ? (headingOfRelease(changelog, release, look.day) ??
        withTitle(lines, unreleasedRetitled(lines.title, spelled, look.day)))
      : withTitle(lines, `${marks}${look.title}`);
  const put = `${newline}${heading.trimEnd().replaceAll(/\r?\n/g, newline)}${newline}`;
  const changes: TextChange[] = [
    { start: section.bodyStart, end: section.bodyStart, text: put },
    ...linkChanges(changelog, spelled),
  ];
  const address = /\]\(([^)\s]+)\)/.exec(lines.title)?.[1];
  const moved = address === undefined ? null : comparisonFrom(address, release.tag);
  if (address !== undefined && moved !== null) {
    const start = text.indexOf(address, section.start);
    changes.push({ start, end: start + address.length, text: moved });
  }
  return applyChanges(text, changes);
}

const UNDATED =
  /\b(?:unreleased|not (?:yet )?released(?: yet)?|in development|YYYY-MM-DD|XXXX-XX-XX|20\d\d-[X?]{2}-[X?]{2})\b/i;

/** Whether an entry was begun under its number and says that it waits for its day. */
export function isUndated(changelog: Changelog, entry: ChangelogSection): boolean {
  return dateEntry(changelog, entry, "2000-01-01") !== null;
}

/**
 * The changelog with the day of release in an entry that was begun under its number: `1.3.0 (unreleased)`, or a first
 * line `Unreleased` below the heading where the others have `Released 2026-01-01`. Null when the entry waits for no day.
 */
export function dateEntry(changelog: Changelog, entry: ChangelogSection, day: string): string | null {
  const { text, sections } = changelog;
  const lines = headingLines(changelog, entry);
  const inTitle = UNDATED.exec(lines.title)?.[0];
  const known = sections
    .map((each) => dayIn(headingLines(changelog, each).title))
    .find((each) => each !== null);
  if (inTitle !== undefined) {
    const title = lines.title.replace(inTitle, dayLike(known ?? day, day));
    const heading = withTitle(lines, title);
    return applyChanges(text, [{ start: entry.start, end: entry.bodyStart, text: heading }]);
  }
  const first = /^\s*([^\r\n]+)/.exec(bodyOf(changelog, entry));
  const line = first?.[1]?.trimEnd() ?? "";
  if (UNDATED.exec(line)?.[0] !== line.replaceAll(/[*_]/g, "")) return null;
  const start = entry.bodyStart + (first?.[0].length ?? 0) - (first?.[1]?.length ?? 0);
  const model = sections
    .filter((each) => each !== entry)
    .map((each) => /^\s*([^\r\n]+)/.exec(bodyOf(changelog, each))?.[1]?.trimEnd() ?? "")
    .find((each) => dayIn(each) !== null && /^[*_]*(?:released|date)?\b/i.test(each));
  const dated =
    model === undefined
      ? `Released ${day}`
      : model.replace(dayIn(model) ?? "", dayLike(dayIn(model) ?? day, day));
  return applyChanges(text, [{ start, end: start + line.length, text: dated }]);
}
