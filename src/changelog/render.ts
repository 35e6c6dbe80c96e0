import type { ChangelogFormat } from "../tree/changelog/document.ts";
import type { News, NewsEntry, Release } from "../tree/changelog/news.ts";

/** How a section looks. */
export interface SectionLook {
  readonly format: ChangelogFormat;
  /** Marks of the heading: `##` of Markdown, the underline's character of RST. */
  readonly rank: string;
  /** Marks of the categories: `###`, or the underline's character. */
  readonly innerRank: string;
  /** `{name}`, `{version}` and `{date}`. */
  readonly title: string;
}

/** The section of a version, with one line break at its end. */
export function renderSection(news: News, release: Release, look: SectionLook): string {
  const title = fillTitle(look.title, release);
  const parts = [heading(title, look.rank, look.format)];
  for (const category of news.categories) {
    parts.push(heading(category.title, look.innerRank, look.format));
    parts.push(
      category.entries.map((entry) => bullet(entry, look.format)).join(look.format === "rst" ? "\n" : ""),
    );
    const definitions = look.format === "md" ? linkDefinitions(category.entries) : "";
    if (definitions !== "") parts.push(definitions);
  }
  if (news.categories.length === 0) parts.push("No significant changes.\n");
  return parts.join("\n");
}

/** The heading's text. */
export function fillTitle(title: string, { name, version, date }: Release): string {
  return title.replaceAll("{name}", name).replaceAll("{version}", version).replaceAll("{date}", date).trim();
}

function heading(title: string, rank: string, format: ChangelogFormat): string {
  return format === "md" ? `${rank} ${title}\n` : `${title}\n${rank.repeat(Array.from(title).length)}\n`;
}

function bullet({ text, issues }: NewsEntry, format: ChangelogFormat): string {
  const joined = issues
    .map((issue) => (format === "md" ? (issue.split(": ")[0] ?? issue) : issue))
    .join(", ");
  if (issues.length === 0) return `- ${text}\n`;
  if (text === "") return `- ${joined}\n`;
  // Behind a list of its own the issues would belong to its last line.
  const apart = format === "md" && /\n {2}[-*] /.test(text) ? "\n\n  " : " ";
  return `- ${text}${apart}(${joined})\n`;
}

/** `[#12]: https://...` of an issue format that has it; the entries show only `[#12]`. */
function linkDefinitions(entries: readonly NewsEntry[]): string {
  const lines = entries.flatMap((entry) => entry.issues).filter((issue) => issue.includes("]: "));
  return [...new Set(lines)].map((line) => `${line}\n`).join("");
}
