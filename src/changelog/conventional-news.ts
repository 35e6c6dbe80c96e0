import type { ConventionalCommit } from "../versioning/conventional-commit.ts";
import { readChanges, revertedSubject } from "../versioning/read-changes.ts";
import type { ForgeLinks, News, NewsCategory, NewsEntry } from "../tree/changelog/news.ts";

/** How commits become entries. */
export interface ConventionalSettings {
  /** Headings by type, in order; a type that is not named is left out. */
  readonly types: Readonly<Record<string, string>>;
  readonly breakingTitle: string;
  readonly links: ForgeLinks | null;
  readonly format: "md" | "rst";
}

/** The headings when none are configured. */
export const CONVENTIONAL_TYPES: Readonly<Record<string, string>> = {
  feat: "Features",
  fix: "Bug fixes",
  perf: "Performance",
  revert: "Reverts",
};

/** A commit of history; one with two parents is a merge. */
interface NewsCommit {
  readonly hash: string;
  readonly message: string;
  readonly parents?: readonly string[];
}

function isMerge({ parents = [] }: NewsCommit): boolean {
  return parents.length > 1;
}

/** The subject without the number that the host appends. */
function titleOf(commit: ConventionalCommit | null): string | null {
  if (commit === null) return null;
  return [commit.type, commit.scope ?? "", commit.description.replace(/\s*\(#\d+\)$/, "")].join("|");
}

const NOTHING: Omit<ConventionalCommit, "type" | "description"> = {
  scope: null,
  breaking: false,
  body: "",
  footers: [],
  breakingNotes: [],
  references: [],
  reverts: [],
};

/**
 * The news in commits (Conventional Commits 1.0.0), newest first as given: breaking changes of any type, then each
 * type's. A commit that a later one takes back is left out together with that one; other messages say nothing.
 */
export function conventionalNews(commits: readonly NewsCommit[], settings: ConventionalSettings): News {
  const changes = readChanges(commits);
  const merged = new Set(
    changes.flatMap((each) => (isMerge(each.source) ? (titleOf(each.commit) ?? []) : [])),
  );
  const kept = changes.flatMap((change) => {
    if (change.revertedBy !== null || change.reverts === "earlier") return [];
    const { commit, parts, source, reverts } = change;
    // A merge that has the title of its only commit tells the same change once more.
    if (!isMerge(source) && merged.has(titleOf(commit) ?? "")) return [];
    const subject = reverts === "released" && commit === null ? revertedSubject(source.message) : null;
    return [
      ...(commit === null ? [] : [commit]),
      ...parts,
      ...(subject === null ? [] : [{ ...NOTHING, type: "revert", description: subject }]),
    ];
  });
  const breaking = kept.filter((commit) => commit.breaking);
  const breakingEntries = breaking.flatMap((commit) => {
    const notes = commit.breakingNotes.length > 0 ? commit.breakingNotes : [commit.description];
    return notes.map((note) => entry(commit.scope, note, settings));
  });
  const categories: NewsCategory[] = [{ title: settings.breakingTitle, entries: breakingEntries }];
  for (const [type, title] of Object.entries(settings.types)) {
    // What is told above in the same words is told once.
    const ofType = kept.filter(
      (commit) => commit.type === type && (!commit.breaking || commit.breakingNotes.length > 0),
    );
    const seen = ofType.map((commit) => entry(commit.scope, commit.description, settings));
    categories.push({ title, entries: distinct(seen) });
  }
  return { categories: categories.filter((category) => category.entries.length > 0) };
}

function entry(scope: string | null, text: string, settings: ConventionalSettings): NewsEntry {
  const laid = text
    .replaceAll(/\r?\n/g, "\n")
    .trim()
    .replace(/\n(?=[^\n]*\S)/g, "\n  ");
  const linked = linkIssues(laid, settings);
  return { text: scope === null ? linked : `**${scope}:** ${linked}`, issues: [] };
}

function distinct(entries: readonly NewsEntry[]): readonly NewsEntry[] {
  return [...new Map(entries.map((each) => [each.text, each])).values()];
}

/** Makes `(#12)` a link; in code spans and words nothing is touched. */
export function linkIssues(
  text: string,
  { links, format }: Pick<ConventionalSettings, "links" | "format">,
): string {
  if (links === null) return text;
  return text.replace(
    /(`[^`]*`)|(?<![\w/[#&])#(\d+)\b(?!\])/g,
    (whole, code: string | undefined, number: string) => {
      if (code !== undefined) return whole;
      const url = links.issue.replaceAll("{number}", number);
      return format === "md" ? `[#${number}](${url})` : `\`#${number} <${url}>\`__`;
    },
  );
}
