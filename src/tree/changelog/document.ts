import { parseVersion } from "../../version/pep440.ts";

/** How a changelog is written. */
export type ChangelogFormat = "md" | "rst";

/** One entry of a changelog: from its heading to the next heading of the same rank. */
export interface ChangelogSection {
  /** As written in the heading; null for Unreleased. */
  readonly version: string | null;
  /** The heading without marks and links. */
  readonly title: string;
  /** `YYYY-MM-DD`-like text of the heading, valid or not; null without one. */
  readonly date: string | null;
  /** 1-based. */
  readonly line: number;
  readonly heading: string;
  /** Offsets in the text: of the heading, of what follows it, and one past the end. */
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** A link definition: `[1.0.0]: https://...` of Markdown, `.. _1.0.0: https://...` of reStructuredText. */
export interface LinkDefinition {
  readonly label: string;
  readonly url: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A changelog, taken apart without changing anything. */
export interface Changelog {
  readonly file: string;
  readonly format: ChangelogFormat;
  readonly text: string;
  /** In the order of the file. */
  readonly sections: readonly ChangelogSection[];
  readonly links: readonly LinkDefinition[];
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Heading {
  readonly title: string;
  readonly rank: string;
  /** Index of the first and of the last line. */
  readonly first: number;
  readonly last: number;
}

/** Reads a changelog; the format is the file's ending, Markdown unless `.rst` (or `.txt` with RST headings). */
export function parseChangelog(file: string, text: string): Changelog {
  const lines = splitLines(text);
  const format = formatOf(file, lines);
  const fenced = format === "md" ? fencedLines(lines) : new Set<number>();
  const headings = format === "md" ? markdownHeadings(lines, fenced) : underlinedHeadings(lines);
  const telling = headings.flatMap((heading) => {
    const told = readTitle(heading.title);
    return told === null ? [] : [{ ...heading, ...told }];
  });
  const rank = telling.find((each) => each.version !== null)?.rank ?? telling[0]?.rank;
  const chosen = telling.filter((each) => each.rank === rank);
  const links = linkDefinitions(lines, fenced, LINK[format]);
  const sections = chosen.map((each): ChangelogSection => {
    // A heading of the same rank that is no version ends an entry, too.
    const next = headings.find((other) => other.first > each.first && other.rank === rank);
    const lastLine =
      next === undefined ? endOfEntries(lines, links) : (lines[next.first]?.start ?? text.length);
    return {
      version: each.version,
      title: each.title,
      date: each.date,
      line: each.first + 1,
      heading: text.slice(lines[each.first]?.start, lines[each.last]?.end),
      start: lines[each.first]?.start ?? 0,
      bodyStart: lines[each.last + 1]?.start ?? text.length,
      end: Math.max(lastLine, lines[each.last + 1]?.start ?? text.length),
    };
  });
  return { file, format, text, sections, links };
}

/** Where the last entry ends: before the link definitions at the end of the file. */
function endOfEntries(lines: readonly Line[], links: readonly LinkDefinition[]): number {
  const linked = new Set(links.map((link) => link.line - 1));
  let end = lines.length;
  while (end > 0 && (linked.has(end - 1) || (lines[end - 1]?.text ?? "").trim() === "")) end--;
  const first = lines.findIndex((_, at) => at >= end && linked.has(at));
  return lines[first === -1 ? lines.length - 1 : first]?.[first === -1 ? "end" : "start"] ?? 0;
}

function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = text.startsWith("\uFEFF") ? 1 : 0; start < text.length;) {
    const stop = text.indexOf("\n", start);
    const end = stop === -1 ? text.length : stop + 1;
    lines.push({ text: text.slice(start, end).replace(/\r?\n$/, ""), start, end });
    start = end;
  }
  return lines;
}

const UNDERLINE = /^([=\-~^"'`#*+.:_])\1{2,}\s*$/;

function formatOf(file: string, lines: readonly Line[]): ChangelogFormat {
  if (/\.(md|markdown)$/i.test(file)) return "md";
  if (/\.rst$/i.test(file)) return "rst";
  return lines.some((line) => /^#{1,3} /.test(line.text)) ? "md" : "rst";
}

/** Lines of fenced code and of HTML comments (CommonMark 4.5, 4.6), where nothing is a heading. */
function fencedLines(lines: readonly Line[]): ReadonlySet<number> {
  const inside = new Set<number>();
  let fence: string | null = null;
  let isComment = false;
  for (const [at, { text }] of lines.entries()) {
    if (fence === null && (isComment || /^ {0,3}<!--/.test(text))) {
      inside.add(at);
      isComment = !text.includes("-->");
      continue;
    }
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence !== null || mark !== undefined) inside.add(at);
    if (fence === null) fence = mark ?? null;
    else if (mark !== undefined && mark.startsWith(fence)) fence = null;
  }
  return inside;
}

function markdownHeadings(lines: readonly Line[], fenced: ReadonlySet<number>): readonly Heading[] {
  return lines.flatMap((line, at): readonly Heading[] => {
    if (fenced.has(at)) return [];
    const atx = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line.text);
    if (atx !== null) return [{ title: atx[2] ?? "", rank: atx[1] ?? "", first: at, last: at }];
    const under = /^ {0,3}(=+|-{3,})[ \t]*$/.exec(lines[at + 1]?.text ?? "")?.[1];
    if (under === undefined || line.text.trim() === "" || /^\s*([-*>|]|\d+\.)/.test(line.text)) return [];
    return [{ title: line.text.trim(), rank: under[0] === "=" ? "#" : "##", first: at, last: at + 1 }];
  });
}

function underlinedHeadings(lines: readonly Line[]): readonly Heading[] {
  return lines.flatMap((line, at): readonly Heading[] => {
    const mark = UNDERLINE.exec(lines[at + 1]?.text ?? "")?.[1];
    if (mark === undefined || line.text.trim() === "" || UNDERLINE.test(line.text)) return [];
    const over = UNDERLINE.exec(lines[at - 1]?.text ?? "")?.[1] === mark;
    return [
      { title: line.text.trim(), rank: over ? `over${mark}` : mark, first: over ? at - 1 : at, last: at + 1 },
    ];
  });
}

const DATE = /\b(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b/;

/** `[1.2.0] - 2026-01-02`, `v1.2.0 (2026-01-02)`, `demo 1.2.0`, `Unreleased`; null for any other title. */
function readTitle(title: string): Pick<ChangelogSection, "version" | "title" | "date"> | null {
  const plain = title
    .replace(/\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, "$1")
    .replace(/[`*_]{1,2}/g, "")
    .trim();
  if (/^(unreleased|next|upcoming|development|main|master)\b/i.test(plain)) {
    return { version: null, title: plain, date: null };
  }
  const words = plain.split(/[\s(),:]+/).filter((word) => word !== "");
  const at = words.findIndex(
    (word) => /^v?(\d+!)?\d+(\.\d+)+/i.test(word) || (/^v?\d+$/i.test(word) && words.length <= 3),
  );
  const version = words[at];
  const isFirst = at === 0 || (at === 1 && /^[A-Za-z][\w.-]*$/.test(words[0] ?? ""));
  if (version === undefined || !isFirst || parseVersion(version) === null) return null;
  const rest = plain.slice(plain.indexOf(version) + version.length);
  return { version, title: plain, date: DATE.exec(rest)?.[1] ?? null };
}

const LINK: Readonly<Record<ChangelogFormat, RegExp>> = {
  md: /^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?(\S+?)>?[ \t]*$/,
  rst: /^\.\. _`?([^`:]+?)`?:[ \t]+(\S+)[ \t]*$/,
};

function linkDefinitions(
  lines: readonly Line[],
  fenced: ReadonlySet<number>,
  form: RegExp,
): readonly LinkDefinition[] {
  return lines.flatMap((line, at) => {
    const match = fenced.has(at) ? null : form.exec(line.text);
    if (match === null) return [];
    const [, label = "", url = ""] = match;
    return [{ label, url, line: at + 1, start: line.start, end: line.end }];
  });
}
