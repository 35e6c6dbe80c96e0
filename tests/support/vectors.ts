import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Reads a compressed file of recorded answers from `tests/vectors`. */
export function readVectors(name: string): unknown {
  const path = join(import.meta.dirname, "..", "vectors", `${name}.json.gz`);
  return JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as unknown;
}
