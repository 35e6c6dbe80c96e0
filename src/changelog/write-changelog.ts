import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { readChangelogTree } from "./read-changelog-tree.ts";
import { fault } from "../findings/fault.ts";
import { applyChanges } from "../text/file-edit.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { entryFor } from "../tree/changelog/entries.ts";
import { readFragments } from "../tree/changelog/fragments.ts";
import { parseVersion, type Version } from "../version/pep440.ts";
import { plural } from "../text/plural.ts";
import { readChangelogSettings, type ChangelogSettings } from "./changelog-settings.ts";
import { withOwnNumber } from "./begun-entry.ts";
import { entryByHand } from "./entry-by-hand.ts";
import { entryOfCommits, entryOfFragments } from "./entry-of-news.ts";
import {
  entryFacts,
  linkedRelease,
  sectionText,
  type ChangelogEntry,
  type ChangelogRequest,
  type EntryMaterial,
} from "./entry.ts";
import { readConfig } from "../config/read-config.ts";
import { projectTags } from "../versioning/tags/project-tags.ts";
import { finishedLink, type LinkedRelease } from "./links.ts";
import { chosenRelease } from "./release-at-hand.ts";
import { dateEntry } from "./unreleased.ts";

/** Reads the tree and makes the entry. */
export async function readEntry(
  directory: string,
  request: ChangelogRequest,
  ports: Ports,
): Promise<ChangelogEntry> {
  return makeEntry(await readChangelogTree(directory, request, ports), request, ports);
}

/** The entry of a release: as the changelog has it, else made of what is unreleased, of fragments or of commits. */
export async function makeEntry(
  tree: SourceTree,
  request: ChangelogRequest,
  ports: Ports,
): Promise<ChangelogEntry> {
  return entryOf(tree, await readChangelogSettings(tree), request, ports);
}

/** The same where the settings are read already. */
export async function entryOf(
  tree: SourceTree,
  settings: ChangelogSettings,
  request: ChangelogRequest,
  ports: Ports,
): Promise<ChangelogEntry> {
  const release = await chosenRelease(tree, settings.changelog, request, ports);
  const tags = await projectTags(tree, readConfig(tree.pyproject), ports);
  const material = { tree, settings, release, tags, request, ports };
  const written = writtenEntry(material);
  if (written !== null) return written;
  if (settings.style === "manual") return entryByHand(material);
  return settings.style === "fragments" ? entryOfFragments(material) : entryOfCommits(material);
}

/** An entry that the changelog has: it is never rewritten, and only the number and the day of its release are put in. */
function writtenEntry(material: EntryMaterial): ChangelogEntry | null {
  const { settings, release, request, tags } = material;
  const { changelog, style, file, fragments, fragmentFiles } = settings;
  const { version, ...facts } = entryFacts(material);
  if (changelog === null || version === null) return null;
  const isNext = release.state === "next";
  const numbered = isNext ? withOwnNumber(changelog, version, tags.releases) : changelog;
  const entry = numbered === null ? undefined : entryFor(numbered, version);
  if (numbered === null || entry === undefined) return null;
  const begun = isNext ? dateEntry(numbered, entry, request.date) : null;
  const dated = begun === null ? null : linked(parseChangelog(file, begun), linkedRelease(material, version));
  const shown = dated === null ? numbered : parseChangelog(file, dated);
  const { used, strangers } =
    style === "fragments" ? readFragments(fragmentFiles, fragments) : { used: [], strangers: [] };
  return {
    ...facts,
    version,
    section: sectionText(shown, entryFor(shown, version) ?? entry),
    origin: "entry",
    edits: shown === changelog ? [] : [{ path: file, before: changelog.text, after: shown.text }],
    strangers,
    note:
      used.length === 0 ? null : `${plural(used.length, "news fragment")} not in the entry for ${version}`,
  };
}

function linked(changelog: Changelog, release: LinkedRelease): string {
  return applyChanges(changelog.text, finishedLink(changelog, release));
}

/** A version that was typed. Throws `invalid-version`. */
export function typedVersion(text: string, where: string): Version {
  const version = parseVersion(text);
  if (version === null) throw fault("invalid-version", { version: text, where });
  return version;
}
