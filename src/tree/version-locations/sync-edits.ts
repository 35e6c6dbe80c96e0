import { applyChanges, type FileEdit, type TextChange } from "../../text/file-edit.ts";
import type { Version } from "../../version/pep440.ts";
import { spell, states } from "./forms.ts";
import type { Mirror } from "./version-location.ts";

/** The mirrors that state another version than this one. */
export function staleMirrors(mirrors: readonly Mirror[], version: Version): readonly Mirror[] {
  return mirrors.filter((mirror) => !states(mirror.form, mirror.text, version));
}

/** The mirrors whose form has no faithful spelling of this version: a SemVer or a tuple cannot say a post-release. */
export function unspeakableMirrors(mirrors: readonly Mirror[], version: Version): readonly Mirror[] {
  return staleMirrors(mirrors, version).filter((mirror) => spell(mirror.form, mirror.text, version) === null);
}

/**
 * Edits after which the mirrors state this version, one a file, in the order of the mirrors; every other character
 * of the files stays. What states it already, in whatever spelling, is left alone, and so is what cannot say it
 * ({@link unspeakableMirrors}). `date` (`YYYY-MM-DD`) goes where a mirror keeps the day of its release.
 */
export function syncEdits(
  mirrors: readonly Mirror[],
  version: Version,
  options: { readonly date?: string } = {},
): readonly FileEdit[] {
  const files = new Map<string, { content: string; changes: TextChange[] }>();
  for (const mirror of staleMirrors(mirrors, version)) {
    const text = spell(mirror.form, mirror.text, version);
    if (text === null) continue;
    const { file } = mirror.location;
    const entry = files.get(file) ?? { content: mirror.content, changes: [] };
    files.set(file, entry);
    entry.changes.push({ start: mirror.start, end: mirror.end, text });
    if (mirror.date !== null && options.date !== undefined) {
      entry.changes.push({ ...mirror.date, text: options.date });
    }
  }
  return [...files].flatMap(([path, { content, changes }]) => {
    const after = applyChanges(content, changes);
    return after === content ? [] : [{ path, before: content, after }];
  });
}
