import { applyChanges, type FileEdit, type TextChange } from "../../text/file-edit.ts";
import type { Version } from "../../version/pep440.ts";
import { spell, states } from "./forms.ts";
import type { VersionLocation } from "./version-location.ts";

/** The locations that state another version than this one. */
export function staleLocations(
  locations: readonly VersionLocation[],
  version: Version,
): readonly VersionLocation[] {
  return locations.filter((place) => !states(place.form, place.text, version));
}

/** The locations whose form has no faithful spelling of this version: a SemVer or a tuple cannot say a post-release. */
export function unspeakableLocations(
  locations: readonly VersionLocation[],
  version: Version,
): readonly VersionLocation[] {
  return staleLocations(locations, version).filter(
    (place) => spell(place.form, place.text, version) === null,
  );
}

/** Replacements in a file that go along with a new version: what others require of it. */
export interface FileChanges {
  readonly file: string;
  readonly content: string;
  readonly changes: readonly TextChange[];
}

/**
 * Edits after which the locations state this version, one a file, in the order of the locations; every other character
 * of the files stays. What states it already, in whatever spelling, is left alone, and so is what cannot say it
 * ({@link unspeakableLocations}). `more` is done in the same edits, and `date` (`YYYY-MM-DD`) goes where a place keeps the day of its release.
 */
export function syncEdits(
  locations: readonly VersionLocation[],
  version: Version,
  options: { readonly date?: string; readonly more?: readonly FileChanges[] } = {},
): readonly FileEdit[] {
  const files = new Map<string, { content: string; changes: TextChange[] }>();
  for (const place of staleLocations(locations, version)) {
    const text = spell(place.form, place.text, version);
    if (text === null) continue;
    const { file } = place.location;
    const entry = files.get(file) ?? { content: place.content, changes: [] };
    files.set(file, entry);
    entry.changes.push({ start: place.start, end: place.end, text });
    if (place.date !== null && options.date !== undefined) {
      entry.changes.push({ ...place.date, text: options.date });
    }
  }
  for (const { file, content, changes } of options.more ?? []) {
    const entry = files.get(file) ?? { content, changes: [] };
    files.set(file, entry);
    for (const change of changes) entry.changes.push(change);
  }
  return [...files].flatMap(([path, { content, changes }]) => {
    const after = applyChanges(content, changes);
    return after === content ? [] : [{ path, before: content, after }];
  });
}
