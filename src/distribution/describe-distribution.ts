import { basename } from "node:path";
import type { Files } from "../ports/files.ts";
import { DEFAULT_LIMITS } from "./archive/archive.ts";
import { readZip } from "./archive/zip-reader.ts";
import { openDistribution, type Distribution } from "./distribution.ts";
import { parseFileName } from "./file-names.ts";
import { MemberVisit } from "./member-visit.ts";
import { parseMetadata } from "./metadata/metadata.ts";
import { keepOfWheel } from "./wheel-layout.ts";

/** What an upload needs of a file. */
export type DistributionHead = Pick<
  Distribution,
  "path" | "fileName" | "kind" | "size" | "parsed" | "digests" | "metadata"
>;

const METADATA = /^[^/]+\.dist-info\/METADATA$/;

/**
 * Reads a file once for its digest and its metadata. Of a wheel nothing else is unpacked: whether it is sound the check
 * has judged, and the index will.
 */
export async function describeDistribution(
  path: string,
  files: Pick<Files, "open">,
): Promise<DistributionHead> {
  const fileName = basename(path);
  const parsed = parseFileName(fileName);
  if (!fileName.endsWith(".whl")) {
    await using whole = await openDistribution(path, files);
    const { kind, size, digests, metadata } = whole;
    return { path, fileName, kind, size, parsed, digests, metadata };
  }
  await using source = await files.open(path);
  const { kept, sha256, entries } = await readZip(source, {
    keep: (name) => (METADATA.test(name) ? keepOfWheel(name) : 0),
    limits: DEFAULT_LIMITS,
    sha256: null,
    visit: new MemberVisit([], "wheel"),
    unpacks: "kept",
  });
  const own = parsed.kind === "wheel" ? `${parsed.name}-${parsed.version}.dist-info` : null;
  const hasOwn = entries.some(({ name }) => name.startsWith(`${own}/`));
  const bytes = hasOwn ? kept.get(`${own}/METADATA`) : [...kept.values()][0];
  const metadata = bytes === undefined ? null : parseMetadata(bytes);
  return { path, fileName, kind: "wheel", size: source.size, parsed, digests: { sha256 }, metadata };
}
