import { createHash } from "node:crypto";
import { createBLAKE2b } from "hash-wasm";
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
