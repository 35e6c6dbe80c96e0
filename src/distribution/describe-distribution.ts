import { basename } from "node:path";
import type { Files } from "../ports/files.ts";
import { readZipMember } from "./archive/zip-reader.ts";
import { openDistribution, type Distribution } from "./distribution.ts";
import { parseFileName } from "./file-names.ts";
import { parseMetadata } from "./metadata/metadata.ts";
import { METADATA_LIMIT } from "./wheel-layout.ts";

/** What an upload needs of a file. */
export type DistributionHead = Pick<
  Distribution,
  "path" | "fileName" | "kind" | "size" | "parsed" | "digests" | "metadata"
>;

const METADATA = /^[^/]+\.dist-info\/METADATA$/;

/**
 * Reads a file once for its digest, and its metadata. Of a wheel nothing else is looked at: whether it is sound the check
 * has judged, and the index will.
 */
export async function describeDistribution(
  path: string,
  files: Pick<Files, "open" | "sha256">,
): Promise<DistributionHead> {
  const fileName = basename(path);
  const parsed = parseFileName(fileName);
  if (!fileName.endsWith(".whl")) {
    await using whole = await openDistribution(path, files);
    const { kind, size, digests, metadata } = whole;
    return { path, fileName, kind, size, parsed, digests, metadata };
  }
  await using source = await files.open(path);
  const own = parsed.kind === "wheel" ? `${parsed.name}-${parsed.version}.dist-info/` : null;
  const bytes = await readZipMember(source, (names) => metadataOf(own, names), METADATA_LIMIT);
  const metadata = bytes === null ? null : parseMetadata(bytes);
  const digests = { sha256: await files.sha256(path) };
  return { path, fileName, kind: "wheel", size: source.size, parsed, digests, metadata };
}

/** The METADATA in the wheel's own folder, or in any where it has none. */
function metadataOf(own: string | null, names: readonly string[]): string | undefined {
  const folder = own !== null && names.some((name) => name.startsWith(own)) ? own : null;
  return folder === null ? names.find((name) => METADATA.test(name)) : `${folder}METADATA`;
}
