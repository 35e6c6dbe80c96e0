import type { Ports } from "../ports/ports.ts";

/** A file as it was when the release was decided: from then on only these bytes may be sent. */
export interface FrozenFile {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Reads a file for its digest. */
export async function freezeFile(
  path: string,
  fileName: string,
  { files }: Pick<Ports, "files">,
): Promise<FrozenFile> {
  const sha256 = await files.sha256(path);
  return { fileName, size: (await files.stat(path))?.size ?? 0, sha256 };
}
