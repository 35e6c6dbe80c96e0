import type { Ports } from "../ports/ports.ts";
import type { Changelog } from "../tree/changelog/document.ts";
import type { FragmentNews } from "../tree/changelog/fragments.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { formatVersion, type Version } from "../version/pep440.ts";
import { spellLike } from "../versioning/tags/spelling.ts";
import type { ProjectTags } from "../versioning/tags/read-tags.ts";
import type { ChangelogSettings } from "./changelog-settings.ts";
import type { LinkedRelease } from "./links.ts";
import type { ReleaseAtHand } from "./release-at-hand.ts";

/** Which entry is asked for. */
export interface ChangelogRequest {
  /** Null: of the release at hand. */
  readonly version: Version | null;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Nothing may be fetched. */
  readonly offline?: boolean;
}

/** An entry as it is or would be written, and the edits that write it. */
export interface ChangelogEntry {
  readonly style: ChangelogSettings["style"];
  readonly file: string;
  /** Null: nothing says which version comes next, and nothing is written. */
  readonly version: string | null;
  /** Empty: there is nothing to tell. */
  readonly section: string;
  /** Where it comes from: the file itself, its section Unreleased, fragments or commits. */
  readonly origin: "entry" | "unreleased" | "fragments" | "commits";
  /** The changelog with the entry in it; consumed fragments are gone. */
  readonly edits: readonly FileEdit[];
  /** Files in the fragments' directory that are none. */
  readonly strangers: FragmentNews["strangers"];
  /** What has to be known besides; null without it. */
  readonly note: string | null;
}

/** What an entry is made of. */
export interface EntryMaterial {
  readonly tree: SourceTree;
  readonly settings: ChangelogSettings;
  readonly release: ReleaseAtHand;
  readonly tags: ProjectTags;
  readonly request: ChangelogRequest;
  readonly ports: Ports;
}

/** What all entries say of themselves. */
export function entryFacts({
  settings,
  release,
}: EntryMaterial): Pick<ChangelogEntry, "style" | "file" | "version"> {
  const version = release.version === null ? null : formatVersion(release.version);
  return { style: settings.style, file: settings.file, version };
}

/** An entry that says nothing, and why. */
export function emptyEntry(
  material: EntryMaterial,
  origin: ChangelogEntry["origin"],
  note: string,
  strangers: ChangelogEntry["strangers"] = [],
): ChangelogEntry {
  return { ...entryFacts(material), section: "", origin, edits: [], strangers, note };
}

/** What is said where an entry is made and its version is not known. */
export function withoutVersion({ release }: EntryMaterial): string | null {
  if (release.version !== null) return null;
  return `nothing says which version comes next (${release.reason}); set it with --for VERSION`;
}

/** `since v1.0.0`, where there is such a release. */
export function sinceText({ release }: EntryMaterial): string {
  return release.since === null ? "" : ` since ${release.since.name}`;
}

/** A section as the file has it, with plain line breaks. */
export function sectionText(
  { text }: Changelog,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return `${text.slice(start, end).replaceAll("\r\n", "\n").trimEnd()}\n`;
}

/** The release as the links of a changelog know it. */
export function linkedRelease(
  { tree, settings, release, tags }: EntryMaterial,
  version: string,
): LinkedRelease {
  const spelled = release.version === null ? version : spellLike(release.version, tags.releases);
  return {
    version,
    tag: release.tag ?? tags.template.format(tree.project.name?.value ?? "", spelled),
    previousTag: release.since?.name ?? null,
    forge: settings.links,
  };
}
