import type { ArchiveEntry, ArchiveProblem } from "./archive.ts";
import { cut } from "../../text/cut.ts";

/** NAME_MAX of every common file system, and PATH_MAX of Linux less what an installation's folders take. Bytes. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 3800;

/** Python makes the folders of a path one within the other, and gives up at a thousand calls. */
const DEEPEST = 900;

/** Members that no installer can write (A027): names and paths that are too long, a file where another needs a folder. */
export function* unpackableProblems(entries: readonly ArchiveEntry[]): Generator<ArchiveProblem> {
  const files = new Set(entries.flatMap(({ kind, name }) => (kind === "file" ? [name] : [])));
  for (const { name } of entries) {
    const danger = tooLong(name) ?? folderOf(name, files);
    if (danger === null) continue;
    const shown = cut(name, 100);
    const message = `The member ${shown} cannot be unpacked: ${danger}.`;
    yield { code: "A027", slug: "member-cannot-be-unpacked", message, entry: shown };
  }
}

function tooLong(name: string): string | null {
  if (name.length <= LONGEST_NAME / 4) return null;
  const path = Buffer.byteLength(name);
  if (path > LONGEST_PATH) return `its path has ${path} bytes, but systems allow about ${LONGEST_PATH}`;
  const folders = name.split("/");
  const longest = Math.max(...folders.map((each) => Buffer.byteLength(each)));
  if (longest > LONGEST_NAME)
    return `a name in it has ${longest} bytes, but file systems allow ${LONGEST_NAME}`;
  return folders.length > DEEPEST ? `it lies ${folders.length - 1} folders deep` : null;
}

function folderOf(name: string, files: ReadonlySet<string>): string | null {
  const path = name.replace(/\/+$/, "");
  if (path !== name && files.has(path)) return `${path} is both a file and a folder`;
  // A path that is too long was told before: what is left has few folders.
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
    const folder = path.slice(0, at);
    if (files.has(folder)) return `${folder} is a file, but the member needs a folder there`;
  }
  return null;
}
