import * as fs from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { lateBuiltin } from "./late-builtin.ts";
import type { ByteSource, Files, FileStat } from "../ports/files.ts";

/** The real file system. `temporaryRoot` is where temporary directories are made. */
export function nodeFiles(temporaryRoot: string): Files & { removeTemporary(): Promise<void> } {
  const temporaries = new Set<string>();
  return {
    read: (path) => fs.readFile(path),
    readText: (path) => fs.readFile(path, "utf8"),
    write: writeAtomically,
    async writeStream(path, content) {
      await using handle = await fs.open(path, "wx");
      for await (const chunk of content) await handle.writeFile(chunk);
    },
    async append(path, content, options) {
      const handle = await fs.open(path, "a");
      try {
        await handle.appendFile(content);
        if (options?.sync === true) await handle.sync();
      } finally {
        await handle.close();
      }
    },
    open: openSource,
    stat: statOrNull,
    async list(path) {
      const entries = await fs.readdir(path, { withFileTypes: true });
      return entries
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    },
    async makeDirectory(path) {
      await fs.mkdir(path, { recursive: true });
    },
    async temporaryDirectory(prefix) {
      const path = await fs.mkdtemp(join(temporaryRoot, `shipwheel-${prefix}-`));
      temporaries.add(path);
      return path;
    },
    async copy(from, to) {
      await fs.cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    },
    rename: (from, to) => fs.rename(from, to),
    symlink: (target, path) => fs.symlink(target, path),
    chmod: (path, mode) => fs.chmod(path, mode),
    realPath: (path) => fs.realpath(path),
    remove: removeAll,
    sha256: hashFile,
    async removeTemporary() {
      await Promise.all([...temporaries].map(removeAll));
      temporaries.clear();
    },
  };
}

interface KindFlags {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: KindFlags): FileStat["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "other";
}

async function statOrNull(path: string): Promise<FileStat | null> {
  try {
    const stat = await fs.lstat(path);
    return { kind: kindOf(stat), size: stat.size, mode: stat.mode & 0o7777, modified: stat.mtime };
  } catch (error) {
    if (isNothingThere(error)) return null;
    throw error;
  }
}

async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  options?: { readonly mode?: number },
): Promise<void> {
  const neighbour = join(
    dirname(path),
    `.${basename(path)}.${lateBuiltin("node:crypto").randomBytes(6).toString("hex")}.tmp`,
  );
  try {
    await fs.writeFile(neighbour, content, { flag: "wx", mode: options?.mode ?? 0o666 });
    await fs.rename(neighbour, path);
  } catch (error) {
    await fs.rm(neighbour, { force: true });
    throw error;
  }
}

async function openSource(path: string): Promise<ByteSource> {
  const handle = await fs.open(path, "r");
  const { size } = await handle.stat();
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(buffer, filled, wanted - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    async *stream(start = 0, end = size) {
      const buffer = Buffer.allocUnsafe(Math.min(256 * 1024, Math.max(0, end - start)));
      for (let offset = start; offset < end;) {
        const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - offset), offset);
        if (bytesRead === 0) return;
        offset += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    async [Symbol.asyncDispose]() {
      await handle.close();
    },
  };
}

/** Reads into one buffer: a stream's chunks would be 100 MB of garbage before anybody collects it. */
async function hashFile(path: string): Promise<string> {
  await using handle = await fs.open(path, "r");
  const hash = lateBuiltin("node:crypto").createHash("sha256");
  const buffer = Buffer.allocUnsafe(256 * 1024);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, bytesRead));
  }
}

/** Back-ends and tests leave directories without write permission: those are opened first. */
async function removeAll(path: string): Promise<void> {
  try {
    await fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    await makeWritable(path);
    await fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function makeWritable(path: string): Promise<void> {
  const stat = await statOrNull(path);
  if (stat?.kind !== "directory") return;
  await fs.chmod(path, 0o700);
  for (const entry of await fs.readdir(path)) await makeWritable(join(path, entry));
}

function isNothingThere(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}
