import { createHash } from "node:crypto";
import { createBLAKE2b, type IHasher } from "hash-wasm";
import type { ByteSource, Files } from "../ports/files.ts";
import type { Ports } from "../ports/ports.ts";

/** A file as it was when the release was decided: from then on only these bytes may be sent. */
export interface FrozenFile {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** BLAKE2b with 32 bytes, lower-case hex: by this PyPI tells files apart. */
  readonly blake2_256: string;
}

/** Reads a file once for both of its digests. */
export async function freezeFile(
  path: string,
  fileName: string,
  { files }: Pick<Ports, "files">,
): Promise<FrozenFile> {
  const blake2 = await createBLAKE2b(256);
  const sha256 = createHash("sha256");
  await using source = await files.open(path);
  for await (const chunk of source.stream()) {
    sha256.update(chunk);
    blake2.update(chunk);
  }
  return { fileName, size: source.size, sha256: sha256.digest("hex"), blake2_256: blake2.digest("hex") };
}

/** Files that are hashed while somebody else reads them from their start to their end: no byte is read for it alone. */
export interface ListeningFiles extends Pick<Files, "open"> {
  /** The digest of what was read so; null when it was not read whole. */
  blake2(path: string): string | null;
}

/** Listens to the reading of files. */
export async function listeningFiles(
  paths: readonly string[],
  { open }: Pick<Files, "open">,
): Promise<ListeningFiles> {
  const hashes = new Map<string, { readonly hash: IHasher; heard: number; size: number }>();
  for (const path of paths) hashes.set(path, { hash: await createBLAKE2b(256), heard: 0, size: -1 });
  return {
    async open(path): Promise<ByteSource> {
      const source = await open(path);
      const state = hashes.get(path);
      if (state === undefined || state.size !== -1) return source;
      state.size = source.size;
      return {
        size: source.size,
        async read(offset, length) {
          const bytes = await source.read(offset, length);
          if (offset === state.heard && bytes.length > 0) {
            state.hash.update(bytes);
            state.heard += bytes.length;
          }
          return bytes;
        },
        stream: (start, end) => source.stream(start, end),
        [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
      };
    },
    blake2(path) {
      const state = hashes.get(path);
      return state === undefined || state.heard !== state.size ? null : state.hash.digest("hex");
    },
  };
}
