import { append } from "../text/append.ts";
import { applyChanges, type TextChange } from "../text/file-edit.ts";
import type { Changelog } from "../tree/changelog/document.ts";
import { linkChanges, type LinkedRelease } from "./links.ts";
import type { SectionLook } from "./render.ts";

const MARKERS = {
  md: /^<!-- towncrier release notes start -->[ \t]*\r?\n/m,
  rst: /^\.\. towncrier release notes start[ \t]*\r?\n/m,
} as const;

/** How the sections of a changelog look, so that a new one fits in; without any as towncrier or Keep a Changelog have it. */
export function lookOf(changelog: Changelog, configured: string | null): SectionLook {
  const { format, sections } = changelog;
  const model = sections.find((section) => section.version !== null) ?? sections[0];
  const heading = model?.heading ?? "";
  const firstLine = heading.trim().split(/\r?\n/)[0] ?? "";
  const atx = /^\s*(#+)/.exec(firstLine)?.[1];
  const under = heading.trim().split(/\r?\n/).at(-1)?.[0];
  const rank = format === "md" ? (atx ?? (under === "=" ? "#" : "##")) : (under ?? "=");
  const inner =
    format === "md" ? `${rank}#` : (innerUnderline(changelog, rank) ?? (rank === "=" ? "-" : "~"));
  return { format, rank, innerRank: inner, title: configured ?? titleOf(changelog, firstLine) };
}

function titleOf({ sections }: Changelog, firstLine: string): string {
  const model = sections.find((section) => section.version !== null);
  if (model?.version == null) return "{version} ({date})";
  const plain = firstLine.replace(/^\s*#+\s*/, "").replace(/\s*#+\s*$/, "");
  // A link in the heading is not imitated: where it points to is not known.
  const words = plain.replace(/\]\([^)]*\)/, "]").replace(model.version.replace(/^v/i, ""), "{version}");
  const unlinked = /\]\(/.test(plain) ? words.replace(/[[\]]/g, "") : words;
  if (model.date === null)
    return /^\S*\{version\}\S*$/.test(unlinked.trim()) ? unlinked.trim() : "{version} ({date})";
  const dated = unlinked.replace(model.date, "{date}");
  return dated.includes("{version}") && dated.length < 60 ? dated.trim() : "{version} ({date})";
}

function innerUnderline({ text, sections }: Changelog, rank: string): string | null {
  for (const section of sections) {
    const body = text.slice(section.bodyStart, section.end);
    const mark = /^\S[^\n]*\n([=\-~^"'`#*+.:_])\1{2,}[ \t]*\r?$/m.exec(body)?.[1];
    if (mark !== undefined && mark !== rank) return mark;
  }
  return null;
}

/**
 * The changelog with a section put in: behind towncrier's marker, else before the first released one, else at the
 * end. Line breaks are the file's; no other character changes, save links that Keep a Changelog wants: that of the new
 * version is added, that of Unreleased begins at the new version.
 */
export function insertSection(changelog: Changelog, section: string, release: LinkedRelease): string {
  const { text, format, sections } = changelog;
  const newline = /\r\n/.test(text) ? "\r\n" : "\n";
  const gap = format === "rst" ? "\n\n" : "\n";
  const marker = MARKERS[format].exec(text);
  const first = sections.find((each) => each.version !== null);
  const place = marker !== null ? marker.index + marker[0].length : (first?.start ?? endOf(changelog));
  const changes: TextChange[] = [];
  const before = text.slice(0, place);
  const isLast = text.slice(place).trim() === "";
  const lead = before === "" || /(^|\n)\r?\n$/.test(before) ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const put = `${lead}${section}${isLast ? "" : gap}`.replaceAll("\n", newline);
  changes.push({ start: place, end: place, text: put });
  append(changes, linkChanges(changelog, release));
  return applyChanges(text, changes);
}

function endOf({ text, links, sections }: Changelog): number {
  const unreleased = sections.at(-1);
  if (unreleased !== undefined) return unreleased.end;
  return links[0]?.start ?? text.length;
}
