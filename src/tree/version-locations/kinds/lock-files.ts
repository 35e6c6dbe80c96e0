import { normalizeName } from "../../../version/names.ts";
import type { VersionLocationKind } from "../version-location.ts";

/** uv.lock: the entry of the project itself, in its own lock file and in those of its workspace and siblings. */
export const uvLock: VersionLocationKind = {
  id: "uv-lock",
  title: "The project's own entry in uv's lock files",
  where:
    "uv.lock, also the workspace's and the siblings' elsewhere in the repository: the `[[package]]` whose source (`editable`, `virtual`, `directory`) " +
    "is the project's directory; an entry without a version does not count",
  example: 'version = "1.2.3"',
  async find({ locks, name }) {
    const entries = (await locks("uv.lock")).map(({ file, text, isProject }) =>
      ownEntry(file, text, name, (block) => {
        const source = /^source = \{ (?:editable|virtual|directory) = "([^"]+)" \}\r?$/m.exec(block)?.[1];
        return source !== undefined && isProject(source);
      }),
    );
    return (await Promise.all(entries)).flat();
  },
};

/** poetry.lock: the entry of a project that is a path dependency. */
export const poetryLock: VersionLocationKind = {
  id: "poetry-lock",
  title: "The project's own entry in Poetry's lock files",
  where:
    "poetry.lock anywhere in the repository: the `[[package]]` whose `[package.source]` is the project's directory, as of a path dependency",
  example: 'version = "1.2.3"',
  async find({ locks, name }) {
    return (await locks("poetry.lock")).flatMap(({ file, text, isProject }) =>
      poetryEntries(text).flatMap((entry) => {
        if (entry.directory === null || !isProject(entry.directory) || entry.version === null) return [];
        if (name !== null && normalizeName(entry.name) !== name) return [];
        return [{ file, name: "version", ...entry.version, form: "pep440" as const }];
      }),
    );
  },
};

/** An entry of poetry.lock. */
export interface PoetryEntry {
  readonly name: string;
  /** Where the version stands, without its quotes. */
  readonly version: { readonly start: number; readonly end: number } | null;
  /** Of a path dependency: its directory, relative to the lock file. */
  readonly directory: string | null;
  readonly start: number;
  readonly end: number;
}

/** The entries of poetry.lock, which Poetry writes with each key on its own line. */
export function poetryEntries(text: string): readonly PoetryEntry[] {
  return [...text.matchAll(/^\[\[package\]\]\r?\n(?:(?!\[\[|\[metadata)[^\n]*\n?)*/gm)].flatMap((match) => {
    const block = match[0];
    const named = /^name = "([^"]+)"/m.exec(block)?.[1];
    if (named === undefined) return [];
    const version = /^version = "([^"]+)"/m.exec(block);
    const start = match.index + (version?.index ?? 0) + 'version = "'.length;
    const source = /^\[package\.source\]\r?\n((?:(?!\[)[^\n]*\n?)*)/m.exec(block)?.[1] ?? "";
    const isDirectory = /^type = "directory"\r?$/m.test(source);
    return [
      {
        name: named,
        version: version === null ? null : { start, end: start + (version[1] ?? "").length },
        directory: isDirectory ? (/^url = "([^"]+)"/m.exec(source)?.[1] ?? null) : null,
        start: match.index,
        end: match.index + block.length,
      },
    ];
  });
}

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
