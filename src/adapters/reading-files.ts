import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  type Dirent,
} from "node:fs";
import type { FileStat, ReadingFiles } from "../ports/files.ts";

/**
 * The reading half of the file system, without the promises of Node's, whose loading costs a command of one question
 * (`version`) a tenth of its time. Nothing here waits for another machine: a few small files are read.
 */
export function readingFiles(): ReadingFiles {
  return {
    read: (path) => soon(() => readFileSync(path)).catch(naming(path)),
    readText: (path) => soon(() => readFileSync(path, "utf8")).catch(naming(path)),
    stat: (path) => soon(() => statOrNull(path)),
    list: (path) =>
      soon(() =>
        readdirSync(path, { withFileTypes: true })
          .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
          .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      ),
    realPath: (path) => soon(() => realpathSync(path)),
    readLink: (path) => soon(() => (statOrNull(path)?.kind === "symlink" ? readlinkSync(path) : null)),
  };
}

function statOrNull(path: string): FileStat | null {
  let stat: Stats | undefined;
  try {
    stat = lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file stands where a directory would have to be.
    if ((error as { code?: string }).code === "ENOTDIR") return null;
    throw error;
  }
  if (stat === undefined) return null;
  return { kind: kindOf(stat), size: stat.size, mode: stat.mode & 0o7777, modified: stat.mtime };
}

function kindOf(entry: Stats | Dirent): FileStat["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "other";
}

/** Node.js opens a directory like a file, and no longer knows its path when it cannot read it. */
export function naming(path: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === "EISDIR")
      Object.assign(error, { path });
    throw error;
  };
}

/** What is thrown becomes a rejection. */
function soon<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
