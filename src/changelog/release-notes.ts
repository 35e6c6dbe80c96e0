import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import { parseChangelog } from "../tree/changelog/document.ts";
import { notesOf, wholeNotes, type ReleaseNotes } from "./notes.ts";
import { formatVersion, type Version } from "../version/pep440.ts";
import { makeEntry } from "./write-changelog.ts";
import { readChangelogSettings } from "./changelog-settings.ts";

/**
 * The notes of a release as Markdown: the changelog's entry, else, where entries come from commits or fragments, the
 * one that would be written. Throws `changelog/no-entry` when a changelog that is kept by hand has none.
 */
export async function releaseNotes(
  tree: SourceTree,
  version: Version,
  ports: Ports,
  offline = false,
): Promise<ReleaseNotes> {
  const { style, changelog, file } = await readChangelogSettings(tree);
  const text = formatVersion(version);
  const written = changelog === null ? null : notesOf(changelog, text);
  if (written !== null) return written;
  if (style === "manual") throw fault("changelog/no-entry", { file, version: text });
  const date = (tree.git?.commitTime ?? ports.clock.now()).toISOString().slice(0, 10);
  const { section } = await makeEntry(tree, { version, date, offline }, ports);
  return wholeNotes(parseChangelog(file, section), text);
}

/** The notes of the release at hand: what would be its entry. Throws `changelog/no-entry` when there is nothing to tell. */
export async function comingNotes(
  tree: SourceTree,
  date: string,
  ports: Ports,
  offline = false,
): Promise<ReleaseNotes> {
  const { section, file, version } = await makeEntry(tree, { version: null, date, offline }, ports);
  const text = version ?? "Unreleased";
  if (section.trim() === "") throw fault("changelog/no-entry", { file, version: text });
  return wholeNotes(parseChangelog(file, section), text);
}
