import { entryFor } from "../tree/changelog/entries.ts";
import type { Changelog, ChangelogSection } from "../tree/changelog/document.ts";

/** The notes of one release, for a forge. */
export interface ReleaseNotes {
  readonly version: string;
  /** The heading of the entry. */
  readonly title: string;
  /** Markdown. */
  readonly markdown: string;
  /** Constructs of RST that were left as they are, because Markdown has none or more than a line would have to be understood. */
  readonly leftAsWritten: readonly string[];
}

/** The entry of a version as Markdown, without its heading; null when there is none. */
export function notesOf(changelog: Changelog, version: string): ReleaseNotes | null {
  const section = entryFor(changelog, version);
  return section === undefined ? null : sectionNotes(changelog, section, version);
}

/** The notes in a text that is one entry, whose heading may be any. */
export function wholeNotes(changelog: Changelog, version: string): ReleaseNotes {
  const [section = { title: "", start: 0, bodyStart: 0, end: changelog.text.length }] = changelog.sections;
  return sectionNotes(changelog, section, version);
}

function sectionNotes(
  changelog: Changelog,
  section: Pick<ChangelogSection, "title" | "start" | "bodyStart" | "end">,
  version: string,
): ReleaseNotes {
  const body = changelog.text.slice(section.bodyStart, section.end).replaceAll("\r\n", "\n");
  const base = { version, title: section.title };
  if (changelog.format === "rst") return { ...base, ...fromRst(body) };
  const markdown = body.replace(/^\s*\n/, "").trimEnd();
  // Links that the entry uses may be defined at the end of the file.
  const used = changelog.links.filter(
    ({ label, start }) => (start < section.start || start >= section.end) && usesLabel(markdown, label),
  );
  const definitions = used.map(({ label, url }) => `[${label}]: ${url}`).join("\n");
  return {
    ...base,
    markdown: `${markdown}${definitions === "" ? "" : `\n\n${definitions}`}\n`,
    leftAsWritten: [],
  };
}

function usesLabel(text: string, label: string): boolean {
  return text.toLowerCase().includes(`[${label.toLowerCase()}]`);
}

/**
 * The simple constructs of RST: headings, lists, `` ``code`` ``, links, roles, emphasis is the same. Directives and
 * substitutions stay as they are and are named.
 */
function fromRst(body: string): Pick<ReleaseNotes, "markdown" | "leftAsWritten"> {
  const left = new Set<string>();
  const lines = body.split("\n");
  const made: string[] = [];
  const ranks: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const mark = /^([=\-~^"'`#*+.:_])\1{2,}\s*$/.exec(lines[at + 1] ?? "")?.[1];
    if (mark !== undefined && /^\S/.test(line)) {
      if (!ranks.includes(mark)) ranks.push(mark);
      made.push(`${"#".repeat(3 + ranks.indexOf(mark))} ${inline(line, left)}`);
      at++;
      continue;
    }
    if (/^\s*\.\. \S/.test(line)) left.add(/^\s*\.\. ([\w-]+::|\S+)/.exec(line)?.[1] ?? "..");
    made.push(inline(line, left));
  }
  return {
    markdown: `${made
      .join("\n")
      .replaceAll(/\n{3,}/g, "\n\n")
      .trim()}\n`,
    leftAsWritten: [...left],
  };
}

function inline(line: string, left: Set<string>): string {
  for (const name of line.match(/(?<![\w|])\|[\w-]+\|/g) ?? []) left.add(name);
  return line.replace(
    /``(.+?)``|(?::[\w:+-]+:)?`([^`<]+?)\s*<([^`>]+)>`(_{0,2})|:[\w:+-]+:`~?([^`]+)`|`([^`]+)`_{1,2}/g,
    (
      whole,
      code: string | undefined,
      text: string | undefined,
      url: string,
      tail: string,
      role?: string,
      bare?: string,
    ) => {
      if (code !== undefined) return `\`${code}\``;
      if (text !== undefined) return tail === "" ? `\`${text}\`` : `[${text}](${url})`;
      if (role !== undefined) return `\`${role}\``;
      return bare ?? whole;
    },
  );
}
