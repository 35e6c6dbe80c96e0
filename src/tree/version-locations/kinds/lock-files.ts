import { normalizeName } from "../../../version/names.ts";
import type { VersionLocationKind } from "../version-location.ts";

/** uv.lock: the entry of the project itself, whose source is this very directory. */
export const uvLock: VersionLocationKind = {
  id: "uv-lock",
  title: "The project's own entry in uv's lock file",
  where:
    'uv.lock: the `[[package]]` with `source = { editable = "." }` or `{ virtual = "." }`; an entry without a version is none',
  example: 'version = "1.2.3"',
  async find({ text, name }) {
    return ownEntry("uv.lock", await text("uv.lock"), name, (block) =>
      /^source = \{ (editable|virtual|directory) = "\." \}\r?$/m.test(block),
    );
  },
};

/** The `version` of the one `[[package]]` that bears a name and passes a test; uv and Cargo write each key on its own line. */
export function ownEntry(
  file: string,
  content: string | null,
  name: string | null,
  isOwn: (block: string) => boolean,
): ReturnType<VersionLocationKind["find"]> {
  const found = [];
  for (const match of (content ?? "").matchAll(
    /^\[\[package\]\]\r?\n((?:(?!\[)[^\n]*\n)*(?:(?!\[)[^\n]+$)?)/gm,
  )) {
    const block = match[1] ?? "";
    const named = /^name = "([^"]+)"/m.exec(block)?.[1];
    const version = /^version = "([^"]+)"/m.exec(block);
    if (named === undefined || version?.[1] === undefined || !isOwn(block)) continue;
    if (name !== null && normalizeName(named) !== name) continue;
    const start = match.index + match[0].length - block.length + version.index + 'version = "'.length;
    found.push({ file, name: "version", start, end: start + version[1].length, form: "pep440" as const });
  }
  return Promise.resolve(found.length === 1 ? found : []);
}
