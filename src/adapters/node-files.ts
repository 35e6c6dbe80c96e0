import type * as fsPromises from "node:fs/promises";
import { close, fstatSync, openSync, read } from "node:fs";
import { basename, dirname, join } from "node:path";
import { lazyBuiltin } from "./lazy-builtin.ts";
import { removeLeftovers, temporaryName } from "./leftovers.ts";
import { naming, readingFiles } from "./reading-files.ts";
import type { ByteSource, Files } from "../ports/files.ts";
import { fault } from "../findings/fault.ts";

/** Why no directory can be made where TMPDIR says. */
const UNUSABLE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS"]);

/** Node's promises, which a command that only reads does without: loading them takes longer than a small file. */
function late(): typeof fsPromises {
  return lazyBuiltin("node:fs/promises");
}

/** The real file system. `temporaryRoot` is where temporary directories are made. */
export function nodeFiles(temporaryRoot: string): Files & { removeTemporary(): Promise<void> } {
  const temporaries = new Set<string>();
  const reading = readingFiles();
  let swept: Promise<void> | undefined;
  return {
    ...reading,
    read: (path) => late().readFile(path).catch(naming(path)),
    write: writeAtomically,
    async writeStream(path, content) {
      await using handle = await late().open(path, "wx");
      for await (const chunk of content) await handle.writeFile(chunk);
    },
    async append(path, content, options) {
      const handle = await late().open(path, "a");
      try {
        await handle.appendFile(content);
        if (options?.sync === true) await handle.sync();
      } finally {
        await handle.close();
      }
    },
    open: openSource,
    async makeDirectory(path) {
      await late().mkdir(path, { recursive: true });
    },
    async temporaryDirectory(prefix) {
      swept ??= removeLeftovers(temporaryRoot, removeAll);
      const path = await late()
        .mkdtemp(join(temporaryRoot, temporaryName(prefix)))
        .catch((error: NodeJS.ErrnoException) => {
          if (!UNUSABLE.has(error.code ?? "")) throw error;
          const reason = error.code ?? error.message;
          throw fault("run/no-temporary-directory", { directory: temporaryRoot, reason }, { cause: error });
        });
      temporaries.add(path);
      return path;
    },
    async copy(from, to) {
      await late().cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    },
    rename: (from, to) => late().rename(from, to),
    symlink: (target, path) => late().symlink(target, path),
    chmod: (path, mode) => late().chmod(path, mode),
    remove: removeAll,
    sha256: hashFile,
    async removeTemporary() {
      await Promise.all([...[...temporaries].map(removeAll), swept]);
      temporaries.clear();
    },
  };
}

async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  options?: { readonly mode?: number },
): Promise<void> {
  const neighbour = join(
    dirname(path),
    `.${basename(path)}.${lazyBuiltin("node:crypto").randomBytes(6).toString("hex")}.tmp`,
  );
  try {
    await late().writeFile(neighbour, content, { flag: "wx", mode: options?.mode ?? 0o666 });
    await late().rename(neighbour, path);
  } catch (error) {
    await late().rm(neighbour, { force: true });
    throw error;
  }
}

async function openSource(path: string): Promise<ByteSource> {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  const readAt = (buffer: Uint8Array, at: number, length: number, offset: number): Promise<number> =>
    new Promise((resolve, reject) => {
      read(file, buffer, at, length, offset, (error, count) => (error ? reject(error) : resolve(count)));
    });
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const count = await readAt(buffer, filled, wanted - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return buffer.subarray(0, filled);
    },
    async *stream(start = 0, end = size) {
      const length = Math.min(256 * 1024, Math.max(0, end - start));
      // The next piece is read into one buffer while whoever asked works on the other.
      let [buffer, other] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
      const piece = (into: Buffer, at: number): Promise<number> =>
        at < end ? readAt(into, 0, Math.min(length, end - at), at) : Promise.resolve(0);
      let offset = start;
      let reading = piece(buffer, offset);
      try {
        for (let count = await reading; count > 0; count = await reading) {
          offset += count;
          reading = piece(other, offset);
          reading.catch(() => undefined);
          yield buffer.subarray(0, count);
          [buffer, other] = [other, buffer];
        }
      } finally {
        // Nothing is written into a file's buffer, or read of it, once it is closed.
        await reading.catch(() => undefined);
      }
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve, reject) => {
        close(file, (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** Reads into one buffer: a stream's chunks would be 100 MB of garbage before anybody collects it. */
async function hashFile(path: string): Promise<string> {
  await using handle = await late().open(path, "r");
  const hash = lazyBuiltin("node:crypto").createHash("sha256");
  const buffer = Buffer.allocUnsafe(256 * 1024);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, bytesRead));
  }
}

/** Backends and tests leave directories without write permission: those are opened first. */
async function removeAll(path: string): Promise<void> {
  try {
    await late().rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    await makeWritable(path);
    await late().rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function makeWritable(path: string): Promise<void> {
  const stat = await readingFiles().stat(path);
  if (stat?.kind !== "directory") return;
  await late().chmod(path, 0o700);
  for (const entry of await late().readdir(path)) await makeWritable(join(path, entry));
}
