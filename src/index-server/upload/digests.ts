import { createHash } from "node:crypto";

/** The three digests that PyPI computes of every upload; lower-case hex. */
export interface FileDigests {
  readonly sha256: string;
  readonly blake2b256: string;
  readonly md5: string;
}

/** Collects the digests of a stream. */
export interface DigestCollector {
  update(chunk: Uint8Array): void;
  finish(): FileDigests;
}

/**
 * OpenSSL has no BLAKE2b with a 32-byte digest (a shortened 64-byte one is another function), so that one comes
 * from WebAssembly, loaded when the first upload arrives.
 */
export async function collectDigests(): Promise<DigestCollector> {
  const { blake2b256 } = await import("./blake2b.ts");
  const blake2b = await blake2b256();
  const sha256 = createHash("sha256");
  const md5 = createHash("md5");
  return {
    update(chunk) {
      sha256.update(chunk);
      md5.update(chunk);
      blake2b.update(chunk);
    },
    finish: () => ({
      sha256: sha256.digest("hex"),
      blake2b256: blake2b.digest("hex"),
      md5: md5.digest("hex"),
    }),
  };
}
