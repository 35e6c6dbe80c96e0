import { syncEdits, unspeakableLocations } from "../../tree/version-locations/sync-edits.ts";
import type { Action, Signing } from "../../git/action.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import { fault } from "../../findings/fault.ts";
import type { VersionLocation } from "../../tree/version-locations/version-location.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../../version/pep440.ts";
import { spellLike } from "../tags/spelling.ts";
import type { FollowedSiblings } from "../sibling-requirements.ts";
import type { BumpReading } from "./read-bump.ts";

/** How far a bump goes. */
export interface BumpOptions {
  /** False: the files change, and nothing is committed or tagged. */
  readonly commit: boolean;
  readonly tag: boolean;
  /** Null: as configured. */
  readonly sign: Signing | null;
  /** Message of the commit with `{name}`, `{version}` and `{tag}`; null: as configured. */
  readonly message: string | null;
  /** Day of the release, `YYYY-MM-DD`, for files that keep it. */
  readonly date: string;
  /** What the release changes in the changelog and among the news fragments. */
  readonly changelog: { readonly edits: readonly FileEdit[]; readonly notes: readonly string[] };
  /** What becomes of the requirements on this package in others of the repository. */
  readonly siblings: FollowedSiblings;
}

/** A bump as it will be carried out. */
export interface BumpPlan {
  /** Normal form of PEP 440. */
  readonly version: string;
  /** The tag that belongs to it, made or not. */
  readonly tag: string;
  /** In the order in which they are carried out. */
  readonly actions: readonly Action[];
  readonly notes: readonly string[];
}

/**
 * The actions of a bump to `version`; nothing is done yet. Throws `version/changed-file` (a file that has to change
 * has changes already), `version/copy-ahead`, `version/detached-head`, `version/nothing-to-do`, `version/no-literal`.
 */
export function planBump(reading: BumpReading, version: Version, options: BumpOptions): BumpPlan {
  const { locations, git, name, config, tags: known } = reading;
  const text = formatVersion(version);
  const tag = known.template.format(name, spellLike(version, known.releases));
  const unspeakable = unspeakableLocations(locations, version);
  const source = unspeakable.find((place) => place.isSource);
  if (source !== undefined) {
    const reason = `${source.location.file} cannot express ${text}`;
    throw fault("version/no-literal", { reason });
  }
  refuseToLower(locations, version);
  const { changelog, date, siblings } = options;
  const edits = [...syncEdits(locations, version, { date, more: siblings.changes }), ...changelog.edits];
  const paths = edits.map((edit) => edit.path);
  const dirty = git.dirty.map((each) => each.path).filter((path) => paths.includes(path));
  if (dirty.length > 0) throw fault("version/changed-file", { files: dirty.join(", ") });
  const commits = options.commit && edits.length > 0;
  if (commits && git.branch === null) throw fault("version/detached-head", {});
  // Without the commit the tag would stand on a commit that states the old version.
  const tags = options.tag && (commits || edits.length === 0);
  const fill = (template_: string): string =>
    template_.replace(
      /\{(?:name|version|tag)\}/g,
      (each) => ({ "{name}": name, "{tag}": tag })[each] ?? text,
    );
  const actions: Action[] = [];
  if (edits.length > 0) actions.push({ kind: "write-files", edits });
  if (commits) {
    const message = fill(options.message ?? config["commit-message"]);
    actions.push({ kind: "commit", message, paths });
  }
  if (tags) {
    const message = fill(config["tag-message"]).trim();
    actions.push({ kind: "tag", name: tag, message, sign: options.sign ?? config.sign });
  }
  if (actions.length === 0) {
    throw fault("version/nothing-to-do", {
      reason: `no file has to change for ${text}, and no tag is requested`,
    });
  }
  const notes = unspeakable.map(
    ({ location, name: key }) => `${location.file}: ${key} cannot say ${text} and stays as it is`,
  );
  return { version: text, tag, actions, notes: [...notes, ...siblings.notes, ...changelog.notes] };
}

/** A place that is ahead of the release was written by hand or by another tool: nobody knows which of the two is meant. */
function refuseToLower(locations: readonly VersionLocation[], version: Version): void {
  for (const { location, name, text } of locations) {
    const stated = parseVersion(text);
    if (stated === null || compareVersions(stated, version) <= 0) continue;
    const place = `${name} (${location.file}:${location.line})`;
    throw fault("version/copy-ahead", { place, stated: text, version: formatVersion(version) }, { location });
  }
}
