import { readConfig } from "../config/read-config.ts";
import { fault } from "../findings/fault.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { readFragments, type FragmentFile } from "../tree/changelog/fragments.ts";
import type { News, Release } from "../tree/changelog/news.ts";
import { commitsSince } from "../versioning/history/commits-since.ts";
import { bumpScope } from "../versioning/bump/scope.ts";
import { conventionalNews, CONVENTIONAL_TYPES } from "./conventional-news.ts";
import {
  emptyEntry,
  entryFacts,
  linkedRelease,
  sinceText,
  withoutVersion,
  type ChangelogEntry,
  type EntryMaterial,
} from "./entry.ts";
import { spelledLike } from "./heading.ts";
import { insertSection, lookOf } from "./insert.ts";
import { renderSection, type SectionLook } from "./render.ts";
import { runTowncrier } from "./run-towncrier.ts";

/** The entry that news fragments make; where only towncrier itself can write it, towncrier's. */
export async function entryOfFragments(material: EntryMaterial): Promise<ChangelogEntry> {
  const { settings, release } = material;
  const { used, strangers, news } = readFragments(settings.fragmentFiles, settings.fragments);
  if (used.length === 0 && release.version === null) {
    const note = `there are no news fragments${sinceText(material)}`;
    return emptyEntry(material, "fragments", note, strangers);
  }
  if (settings.towncrier?.needsTowncrier !== true)
    return newEntry(material, "fragments", news, used, strangers);
  const facts = entryFacts(material);
  const wanted = { ...material.request, version: facts.version };
  const { section, edits } = await runTowncrier(material.tree, settings, wanted, material.ports);
  return { ...facts, origin: "fragments", section, edits, strangers, note: withoutVersion(material) };
}

/** The entry that conventional commits make. Throws `changelog/no-history`. */
export async function entryOfCommits(material: EntryMaterial): Promise<ChangelogEntry> {
  const { tree, settings, release, ports } = material;
  if (tree.git === null) throw fault("changelog/no-history");
  const config = readConfig(tree.pyproject);
  const paths = await bumpScope(tree.git, material.tags.template, config.version, ports);
  const since = release.since === null ? null : `refs/tags/${release.since.name}`;
  const until = release.tag === null ? "HEAD" : `refs/tags/${release.tag}`;
  const commits = await commitsSince(tree.root, { since, until, paths }, ports);
  const news = conventionalNews(commits, {
    types: config.changelog.types ?? CONVENTIONAL_TYPES,
    breakingTitle: config.changelog["breaking-title"],
    links: settings.links,
    format: startOf(material).format,
  });
  if (release.version === null && news.categories.length === 0) {
    return emptyEntry(material, "commits", `nothing to report${sinceText(material)}: ${release.reason}`);
  }
  return newEntry(material, "commits", news, [], []);
}

function newEntry(
  material: EntryMaterial,
  origin: "fragments" | "commits",
  news: News,
  used: readonly FragmentFile[],
  strangers: ChangelogEntry["strangers"],
): ChangelogEntry {
  const { settings } = material;
  const facts = entryFacts(material);
  const start = startOf(material);
  const { release, look } = headingOf(material, start, facts.version);
  const section = renderSection(news, release, look);
  const notes = [withoutVersion(material), origin === "commits" ? cutOff(material) : null];
  const note = notes.filter((each) => each !== null).join("; ") || null;
  const made = { ...facts, section, origin, strangers, note };
  if (facts.version === null) return { ...made, edits: [] };
  const after = insertSection(start, section, linkedRelease(material, release.version));
  return {
    ...made,
    edits: [
      { path: facts.file, before: settings.changelog?.text ?? null, after },
      ...used.map(({ path, text }) => ({ path, before: text, after: null })),
    ],
  };
}

/** What a clone without its whole history cannot tell. */
function cutOff({ tree }: EntryMaterial): string | null {
  return tree.git?.shallow === true
    ? "the clone is shallow, so commits may be missing from the entry: git fetch --unshallow --tags"
    : null;
}

/** The changelog, or the beginning of one. */
function startOf({ settings: { changelog, file, towncrier } }: EntryMaterial): Changelog {
  if (changelog !== null) return changelog;
  if (towncrier !== null) return parseChangelog(file, "");
  return parseChangelog(
    file,
    file.toLowerCase().endsWith(".rst") ? "Changelog\n=========\n" : "# Changelog\n",
  );
}

/** The heading as configured, as towncrier has it, or as the entries of the file have it. */
function headingOf(
  { tree, settings, request }: EntryMaterial,
  start: Changelog,
  version: string | null,
): { readonly release: Release; readonly look: SectionLook } {
  const { towncrier, changelog } = settings;
  const configured = readConfig(tree.pyproject).changelog.title ?? null;
  const release = {
    name: towncrier?.name || (tree.project.name?.value ?? ""),
    version: version === null ? "Unreleased" : spelledLike(start, version),
    date: request.date,
  };
  const found = lookOf(start, configured);
  const fresh = changelog === null && start.format === "rst" ? { rank: "-", innerRank: "~" } : {};
  const look =
    towncrier === null || configured !== null ? { ...found, ...fresh } : towncrierLook(settings, start);
  return { release, look: version === null ? { ...look, title: "{version}" } : look };
}

function towncrierLook({ towncrier }: EntryMaterial["settings"], { format }: Changelog): SectionLook {
  const written = towncrier?.titleFormat ?? "{name} {version} ({date})";
  const title = written.replaceAll("{project_date}", "{date}");
  const rank = /^(#+)\s+/.exec(title)?.[1] ?? "#";
  const [top = "=", inner = "-"] = towncrier?.underlines ?? [];
  return format === "md"
    ? { format, rank, innerRank: `${rank}#`, title: title.replace(/^#+\s+/, "") }
    : { format, rank: top, innerRank: inner, title };
}
