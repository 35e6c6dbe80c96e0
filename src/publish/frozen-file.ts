import { createHash } from "node:crypto";
import { createBLAKE2b } from "hash-wasm";
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

/** Listens to the first reading of each file. */
export function listeningFiles({ open }: Pick<Files, "open">): ListeningFiles {
  const digests = new Map<string, string>();
  const opened = new Set<string>();
  return {
    async open(path): Promise<ByteSource> {
      const source = await open(path);
      if (opened.has(path)) return source;
      opened.add(path);
      const hash = await createBLAKE2b(256);
      let heard = 0;
      return {
        size: source.size,
        async read(offset, length) {
          const bytes = await source.read(offset, length);
          if (offset === heard && bytes.length > 0) {
            hash.update(bytes);
            heard += bytes.length;
            if (heard === source.size) digests.set(path, hash.digest("hex"));
          }
          return bytes;
        },
        stream: (start, end) => source.stream(start, end),
        [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
      };
    },
    blake2: (path) => digests.get(path) ?? null,
  };
}
