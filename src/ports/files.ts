/** Random access to the bytes of a file, so that an archive is never read whole. */
export interface ByteSource extends AsyncDisposable {
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The bytes from `start` to `end` (exclusive; default: all), in chunks. A chunk is valid until the next is asked for. */
  stream(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** What a path is. `mode` are the POSIX permission bits. */
export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
  readonly mode: number;
  readonly modified: Date;
}

/** The file system. Paths are absolute, in the platform's form. Errors are Node's, with `code`. */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  /** UTF-8, malformed bytes replaced. */
  readText(path: string): Promise<string>;
  /** Writes a whole file by way of a temporary neighbour and a rename, so that it is there entirely or not at all. */
  write(path: string, content: string | Uint8Array, options?: { readonly mode?: number }): Promise<void>;
  /** Streams into a new file; fails with `EEXIST` when it exists. */
  writeStream(path: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Appends and, with `sync`, waits until it is on the disk. */
  append(path: string, content: string, options?: { readonly sync?: boolean }): Promise<void>;
  open(path: string): Promise<ByteSource>;
  /** Null when there is nothing. Does not follow a symbolic link. */
  stat(path: string): Promise<FileStat | null>;
  /** Names in a directory, sorted. */
  list(path: string): Promise<readonly { readonly name: string; readonly kind: FileStat["kind"] }[]>;
  makeDirectory(path: string): Promise<void>;
  /** A new private directory below the system's temporary directory; removed with everything at the end of the run. */
  temporaryDirectory(prefix: string): Promise<string>;
  copy(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  realPath(path: string): Promise<string>;
  /** The text of a symbolic link; null for everything else and for nothing. */
  readLink(path: string): Promise<string | null>;
  /** Removes recursively; also what has no write permission. Nothing there is no error. */
  remove(path: string): Promise<void>;
  /** Lower-case hex sha256, streamed. */
  sha256(path: string): Promise<string>;
}

/** The part that only reads. */
export type ReadingFiles = Pick<Files, "read" | "readText" | "stat" | "list" | "realPath" | "readLink">;
