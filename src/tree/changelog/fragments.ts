import type { News, NewsEntry } from "./news.ts";

/** A kind of news fragment, by the word in the file's name. */
export interface FragmentType {
  readonly id: string;
  readonly title: string;
  /** False: only the issues are shown. */
  readonly showContent: boolean;
}

/** How fragments are read; the meaning of each is towncrier's. */
export interface FragmentSettings {
  readonly types: readonly FragmentType[];
  /** Fragments whose name begins with it belong to no issue. */
  readonly orphanPrefix: string;
  /** `{issue}`; null: `#12` for numbers, other names as they are. */
  readonly issueFormat: string | null;
  /** Patterns of file names, `*` and `?`. */
  readonly ignore: readonly string[];
  readonly allBullets: boolean;
}

/** A file of the fragments' directory. */
export interface FragmentFile {
  readonly path: string;
  readonly text: string;
}

/** The news in fragments, and the files that are none. */
export interface FragmentNews {
  readonly news: News;
  readonly used: readonly (FragmentFile & { readonly type: FragmentType })[];
  readonly strangers: readonly { readonly path: string; readonly reason: string }[];
}

/** towncrier's own kinds. */
export const TOWNCRIER_TYPES: readonly FragmentType[] = [
  { id: "feature", title: "Features", showContent: true },
  { id: "bugfix", title: "Bugfixes", showContent: true },
  { id: "doc", title: "Improved Documentation", showContent: true },
  { id: "removal", title: "Deprecations and Removals", showContent: true },
  { id: "misc", title: "Misc", showContent: false },
];

/** Kinds of a file whose first line says `kind: added`. */
export const KIND_TYPES: readonly FragmentType[] = [
  "Added",
  "Changed",
  "Deprecated",
  "Removed",
  "Fixed",
  "Security",
].map((title) => ({ id: title.toLowerCase(), title, showContent: true }));

const ALWAYS_IGNORED = [".gitignore", ".gitkeep", ".keep", "readme", "readme.md", "readme.rst"];
const KIND_LINE = /^\uFEFF?kind:[ \t]*(\S+)[ \t]*\r?\n/;

/**
 * Reads fragments: `123.feature.md`, `123.feature.1.md`, `+anything.feature.md` (towncrier), or a file of any name whose
 * first line is `kind: added`. Equal texts of one kind are one entry with several issues.
 */
export function readFragments(files: readonly FragmentFile[], settings: FragmentSettings): FragmentNews {
  const byType = new Map<string, Map<string, string[]>>();
  const used: (FragmentFile & { readonly type: FragmentType })[] = [];
  const strangers: { path: string; reason: string }[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const base = file.path.split("/").at(-1) ?? "";
    if ([...ALWAYS_IGNORED, ...settings.ignore].some((pattern) => matches(base, pattern))) continue;
    const read = readFragment(base, file.text, settings);
    if (typeof read === "string") {
      strangers.push({ path: file.path, reason: read });
      continue;
    }
    used.push({ ...file, type: read.type });
    const texts = byType.get(read.type.id) ?? new Map<string, string[]>();
    byType.set(read.type.id, texts);
    const content = read.type.showContent || read.issue === "" ? laidOut(read.text, settings.allBullets) : "";
    const issues = texts.get(content) ?? [];
    texts.set(content, issues);
    if (read.issue !== "") issues.push(read.issue);
  }
  const categories = allTypes(settings).flatMap(({ id, title }) => {
    const texts = byType.get(id);
    return texts === undefined ? [] : [{ title, entries: sortedEntries(texts, settings) }];
  });
  return { news: { categories }, used, strangers };
}

function allTypes({ types }: FragmentSettings): readonly FragmentType[] {
  const known = new Set(types.map((type) => type.id));
  return [...types, ...KIND_TYPES.filter((type) => !known.has(type.id))];
}

function matches(base: string, pattern: string): boolean {
  const source = pattern
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(base.toLowerCase());
}

interface Fragment {
  readonly type: FragmentType;
  readonly issue: string;
  readonly text: string;
}

function readFragment(base: string, text: string, settings: FragmentSettings): Fragment | string {
  const kind = KIND_LINE.exec(text);
  if (kind !== null) {
    const type = allTypes(settings).find((each) => each.id === kind[1]?.toLowerCase());
    if (type === undefined) return `unknown kind ${kind[1]}`;
    return { type, issue: "", text: text.slice(kind[0].length) };
  }
  const parts = base.split(".");
  for (let at = parts.length - 1; at > 0; at--) {
    const type = settings.types.find((each) => each.id === parts[at]);
    if (type === undefined) continue;
    const name = parts.slice(0, at).join(".").trim();
    const issue = /^\d+$/.test(name) ? String(BigInt(name)) : name;
    const isOrphan = settings.orphanPrefix !== "" && issue.startsWith(settings.orphanPrefix);
    return { type, issue: isOrphan ? "" : issue, text };
  }
  const kinds = settings.types.map((type) => type.id).join(", ");
  return `its name has none of the kinds ${kinds}`;
}

function laidOut(text: string, allBullets: boolean): string {
  const plain = text.replaceAll("\r\n", "\n");
  if (!allBullets) return plain.trimEnd();
  return plain.trim().replace(/\n(?=[^\n]*\S)/g, "\n  ");
}

/** Issues by number within their word; entries by their issues, those without any last, by their text. */
function sortedEntries(
  texts: ReadonlyMap<string, readonly string[]>,
  settings: FragmentSettings,
): readonly NewsEntry[] {
  const entries = [...texts].map(([text, issues]) => ({ text, issues: issues.toSorted(compareIssues) }));
  entries.sort((a, b) => {
    const first = compareText(a.issues.length > 0 ? "" : a.text, b.issues.length > 0 ? "" : b.text);
    return first || compareLists(a.issues, b.issues);
  });
  if (!settings.allBullets) entries.sort((a, b) => bulletRank(a.text) - bulletRank(b.text));
  return entries.map(({ text, issues }) => ({
    text,
    issues: issues.map((issue) => shownIssue(issue, settings.issueFormat)),
  }));
}

function shownIssue(issue: string, format: string | null): string {
  if (format !== null) return format.replaceAll("{issue}", issue);
  return /^\d+$/.test(issue) ? `#${issue}` : issue;
}

function bulletRank(text: string): number {
  if (text === "") return -1;
  const rank = ["- ", "* ", "#. "].findIndex((mark) => text.startsWith(mark));
  return rank === -1 ? 3 : rank;
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareIssues(a[at] ?? "", b[at] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareIssues(a: string, b: string): number {
  const [left, right] = [issueKey(a), issueKey(b)];
  return left.rank - right.rank || compareText(left.word, right.word) || Number(left.number - right.number);
}

function issueKey(issue: string): { readonly rank: number; readonly word: string; readonly number: bigint } {
  if (/^\d+$/.test(issue)) return { rank: 2, word: "", number: BigInt(issue) };
  const digits = /\d+/.exec(issue);
  if (digits === null) return { rank: 0, word: issue, number: -1n };
  return { rank: 1, word: issue.replace(digits[0], ""), number: BigInt(digits[0]) };
}

/** By code points, as Python compares. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
