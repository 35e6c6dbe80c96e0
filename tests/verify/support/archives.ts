import { buildTarGz } from "../../support/sdist.ts";
import { buildZip } from "../../support/zip.ts";

/** A zip archive of stored members, in the given order. */
export function zipOf(members: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return buildZip({ members: Array.from(members, ([name, content]) => ({ name, content, method: 0 })) });
}

/** A gzipped tar archive of plain files. */
export function tarGzOf(members: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return buildTarGz(Array.from(members, ([name, content]) => ({ name, content })));
}
