import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { readProject } from "../tree/read-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { conventionalNews, CONVENTIONAL_TYPES } from "./conventional-news.ts";
import { sectionOf } from "./check-changelog.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { readFragments } from "./fragments.ts";
import { insertSection, lookOf } from "./insert.ts";
import type { News, Release } from "./news.ts";
import { renderSection, type SectionLook } from "./render.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../version/pep440.ts";
import { readChangelogSettings, type ChangelogSettings } from "./changelog-settings.ts";
import { ownTags, type OwnTag } from "../versioning/own-tags.ts";
import { commitsSince } from "../versioning/history/commits-since.ts";
import { tagTemplateOf } from "../versioning/strict-version.ts";

/** Which entry is asked for. */
export interface ChangelogRequest {
  readonly version: Version;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** An entry as it would be written, and the edits that write it. */
export interface ChangelogEntry {
  readonly style: ChangelogSettings["style"];
  readonly file: string;
  readonly version: string;
  readonly section: string;
  /** The changelog with the entry in it; consumed fragments are gone. */
  readonly edits: readonly FileEdit[];
  /** Files in the fragments' directory that are none. */
  readonly strangers: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * The entry of a version made of commits or fragments. Throws `changelog/no-style` when the changelog is kept by
 * hand, `changelog/entry-exists`, `changelog/no-history`.
 */
export async function makeEntry(
  tree: SourceTree,
  request: ChangelogRequest,
  ports: Ports,
): Promise<ChangelogEntry> {
  const settings = await readChangelogSettings(tree);
  const { style, file, changelog } = settings;
  const version = formatVersion(request.version);
  if (style === "manual") throw fault("changelog/no-style", { file });
  if (changelog !== null && sectionOf(changelog, version) !== undefined) {
    throw fault("changelog/entry-exists", { file, version });
  }
  const start = changelog ?? emptyChangelog(file, settings.towncrier !== null);
  const { release, look } = headingOf(tree, settings, start, request);
  const previous = previousTag(ownTags(tree), request.version);
  const made =
    style === "fragments"
      ? readFragments(settings.fragmentFiles, settings.fragments)
      : { news: await newsOfCommits(tree, settings, look, previous, ports), used: [], strangers: [] };
  const section = renderSection(made.news, release, look);
  const tag = tagTemplateOf(tree, readConfig(tree.pyproject)).format(tree.project.name?.value ?? "", version);
  const links =
    settings.links === null || settings.links.compare === ""
      ? null
      : { release, tag, previousTag: previous?.name ?? null, forge: settings.links };
  const after = insertSection(start, section, links);
  return {
    style,
    file,
    version,
    section,
    edits: [
      { path: file, before: changelog?.text ?? null, after },
      ...made.used.map(({ path, text }) => ({ path, before: text, after: null })),
    ],
    strangers: made.strangers,
  };
}

/** Reads the tree and makes the entry. */
export async function readEntry(
  directory: string,
  request: ChangelogRequest,
  ports: Ports,
): Promise<ChangelogEntry> {
  return makeEntry(await readProject(directory, { allowNoGit: true }, ports), request, ports);
}

/** The highest tag below a version; null without one. */
export function previousTag(tags: readonly OwnTag[], version: Version): OwnTag | null {
  const below = tags.filter((tag) => compareVersions(tag.version, version) === -1);
  return below.toSorted((a, b) => compareVersions(b.version, a.version))[0] ?? null;
}

function emptyChangelog(file: string, isBare: boolean): Changelog {
  if (isBare) return parseChangelog(file, "");
  return parseChangelog(
    file,
    file.toLowerCase().endsWith(".rst") ? "Changelog\n=========\n" : "# Changelog\n",
  );
}

/** The heading as configured, as towncrier has it, or as the entries of the file have it. */
function headingOf(
  tree: SourceTree,
  { towncrier, changelog }: ChangelogSettings,
  start: Changelog,
  { version, date }: ChangelogRequest,
): { readonly release: Release; readonly look: SectionLook } {
  const configured = readConfig(tree.pyproject).changelog.title ?? null;
  const release = {
    name: towncrier?.name || (tree.project.name?.value ?? ""),
    version: formatVersion(version),
    date,
  };
  const look = lookOf(start, configured);
  if (towncrier === null || configured !== null) {
    const fresh = changelog === null && start.format === "rst" ? { rank: "-", innerRank: "~" } : {};
    return { release, look: { ...look, ...fresh } };
  }
  const title = (towncrier.titleFormat ?? "{name} {version} ({date})").replaceAll("{project_date}", "{date}");
  const marks = /^(#+)\s+/.exec(title)?.[1];
  const [top = "=", inner = "-"] = towncrier.underlines;
  const markdown = marks ?? "#";
  return start.format === "md"
    ? {
        release,
        look: { format: "md", rank: markdown, innerRank: `${markdown}#`, title: title.replace(/^#+\s+/, "") },
      }
    : { release, look: { format: "rst", rank: top, innerRank: inner, title } };
}

async function newsOfCommits(
  tree: SourceTree,
  settings: ChangelogSettings,
  { format }: SectionLook,
  previous: OwnTag | null,
  ports: Ports,
): Promise<News> {
  if (tree.git === null) throw fault("changelog/no-history");
  const config = readConfig(tree.pyproject);
  const paths = tree.git.prefix === "" ? [] : [".", ...config.version.paths];
  const since = previous === null ? null : `refs/tags/${previous.name}`;
  const commits = await commitsSince(tree.root, { since, paths }, ports);
  return conventionalNews(commits, {
    types: config.changelog.types ?? CONVENTIONAL_TYPES,
    breakingTitle: config.changelog["breaking-title"],
    links: settings.links,
    format,
  });
}

/** A version that was typed. Throws `invalid-version`. */
export function typedVersion(text: string, where: string): Version {
  const version = parseVersion(text);
  if (version === null) throw fault("invalid-version", { version: text, where });
  return version;
}
