import { join } from "node:path";
import type { Distribution } from "../../dist/distribution.ts";
import type { NewAsset } from "../../forge/forge.ts";
import type { Ports } from "../../ports/ports.ts";
import { checksumText } from "./checksums.ts";

/** The name under which the digests travel. */
export const CHECKSUM_FILE = "SHA256SUMS";

/** A file beside the distributions, by its name: written once, into a directory of its own. */
export interface Companion {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly contentType: string;
}

/**
 * Everything that is attached to the forge's release: the distributions, their companions, and last `SHA256SUMS` over
 * all of them. Companions are written into `directory`, never beside the distributions.
 */
export async function releaseAssets(
  distributions: readonly Distribution[],
  companions: readonly Companion[],
  directory: string,
  ports: Pick<Ports, "files">,
): Promise<readonly NewAsset[]> {
  await ports.files.makeDirectory(directory);
  const made: NewAsset[] = distributions.map((file) => ({
    name: file.fileName,
    path: file.path,
    size: file.size,
    sha256: file.digests.sha256,
    contentType: file.kind === "wheel" ? "application/zip" : "application/gzip",
  }));
  for (const companion of companions) made.push(await written(companion, directory, ports));
  const sums = checksumText(made.map(({ name, sha256 }) => ({ fileName: name, sha256 })));
  made.push(
    await written({ name: CHECKSUM_FILE, content: sums, contentType: "text/plain" }, directory, ports),
  );
  return made;
}

/** Writes one companion, and tells what was written. */
export async function written(
  { name, content, contentType }: Companion,
  directory: string,
  { files }: Pick<Ports, "files">,
): Promise<NewAsset> {
  const path = join(directory, name);
  await files.write(path, content);
  const size = typeof content === "string" ? Buffer.byteLength(content) : content.length;
  return { name, path, size, sha256: await files.sha256(path), contentType };
}
