import type { Changelog, ChangelogSection } from "../tree/changelog/document.ts";
import { dayIn, dayLike } from "./date-form.ts";
import { comparisonUpTo, linkLike, type LinkedRelease } from "./links.ts";

/** The lines of a heading: the title, and in reStructuredText or Setext its adornment. */
export interface HeadingLines {
  readonly before: string;
  readonly title: string;
  /** Line breaks included. */
  readonly after: string;
}

/** A section's heading, taken apart. */
export function headingLines({ text }: Changelog, section: ChangelogSection): HeadingLines {
  const [, before = "", title = "", after = ""] =
    /^((?:([^\w\s#])\2{2,}[ \t]*\r?\n)?)([^\r\n]*)([\s\S]*)$/
      .exec(text.slice(section.start, section.bodyStart))
      ?.filter((_, at) => at !== 2) ?? [];
  return { before, title, after };
}

/** The heading of a new release, written as the released sections have it; null when there is none to go by. */
export function headingOfRelease(changelog: Changelog, release: LinkedRelease, day: string): string | null {
  const model = modelOf(changelog);
  if (model === null) return null;
  const lines = headingLines(changelog, model);
  const version = spelledLike(changelog, release.version);
  return withTitle(lines, retitled(lines.title, model.version, { ...release, version }, day));
}

/** A heading with another title; adornments keep up with its width. */
export function withTitle({ before, title, after }: HeadingLines, retitle: string): string {
  const fit = (adornment: string): string =>
    adornment.replace(/([^\w\s#])\1{2,}/, (marks, mark: string) => {
      const width = Array.from(retitle).length;
      const isFixed = marks.length > width && marks.length > Array.from(title).length + 1;
      return isFixed ? marks : mark.repeat(Math.max(width, 3));
    });
  return `${fit(before)}${retitle}${fit(after)}`;
}

type Released = ChangelogSection & { readonly version: string };

/** The newest released section whose heading is written as others are: not the one that was yanked or has a name. */
function modelOf(changelog: Changelog): Released | null {
  const released = changelog.sections.filter((each): each is Released => each.version !== null).slice(0, 8);
  const forms = released.map((section) => formOf(headingLines(changelog, section).title, section.version));
  const usual = released.find(
    (_, at) => forms.indexOf(forms[at] ?? "") !== forms.lastIndexOf(forms[at] ?? ""),
  );
  return usual ?? released.find(({ heading }) => !/yanked/i.test(heading)) ?? null;
}

function formOf(title: string, version: string): string {
  const bare = title.replace(/\]\([^)]*\)/, "](address)").replace(version, "VERSION");
  const day = dayIn(bare);
  return day === null ? bare : bare.replace(day, "DAY");
}

function retitled(title: string, modelVersion: string, release: LinkedRelease, day: string): string {
  const bare = modelVersion.replace(/^v/i, "");
  const address = /\]\(([^)\s]+)\)/.exec(title)?.[1];
  const linked = address === undefined ? null : linkLike(address, bare, release);
  const words = (address === undefined ? title : title.replace(address, "\0")).replace(bare, release.version);
  const rest = words.indexOf(release.version) + release.version.length;
  const known = dayIn(words.slice(rest));
  const dated =
    known === null
      ? words
      : `${words.slice(0, rest)}${words.slice(rest).replace(known, dayLike(known, day))}`;
  if (address === undefined) return dated;
  // An address that says nothing of a version is that release's alone.
  return linked === null ? dated.replace(/\[([^\]]*)\]\(\0\)/, "$1") : dated.replace("\0", linked);
}

/** A heading `Unreleased` as that of its release, in a file without any released one. */
export function unreleasedRetitled(title: string, release: LinkedRelease, day: string): string {
  const address = /\]\(([^)\s]+)\)/.exec(title)?.[1];
  const linked = address === undefined ? null : comparisonUpTo(address, release.tag);
  const named = title.replace(/\bunreleased\b/i, release.version);
  const addressed = address === undefined ? named : named.replace(address, linked ?? address);
  return `${addressed} - ${day}`;
}

/** Calendar versions with leading zeros keep them: 2026.02.09. */
export function spelledLike({ sections }: Changelog, version: string): string {
  const earlier = sections.flatMap((each) => (each.version === null ? [] : [each.version.split(".")]));
  const isCalendar = earlier.some((parts) => parts.some((part) => /^0\d/.test(part)));
  if (!isCalendar) return version;
  return version
    .split(".")
    .map((number, at) => {
      const others = earlier.flatMap((parts) => parts[at] ?? []);
      const isPadded = others.length > 0 && others.every((each) => /^\d\d/.test(each));
      return isPadded && /^\d$/.test(number) ? `0${number}` : number;
    })
    .join(".");
}
