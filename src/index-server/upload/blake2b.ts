import { createBLAKE2b } from "hash-wasm";

/** A hasher of BLAKE2b with 32 bytes. Its own file: of a library that is imported late, nothing would be left out. */
export async function blake2b256(): ReturnType<typeof createBLAKE2b> {
  const hasher = await createBLAKE2b(256);
  return hasher.init();
}
