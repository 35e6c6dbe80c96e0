import { basename, join } from "node:path";
import { createHash } from "node:crypto";
import type { ArchiveEntry, EntryDigest } from "../distribution/archive/archive.ts";
import { openDistribution, type Distribution } from "../distribution/distribution.ts";
import { parseEntryPoints } from "../distribution/entry-points.ts";
import { groupHeaders, parseHeaderText } from "../distribution/metadata/header-text.ts";
import { parseMetadata } from "../distribution/metadata/metadata.ts";
import { unreadReason } from "../distribution/unread.ts";
import { fault } from "../findings/fault.ts";
import type { Files } from "../ports/files.ts";
import { filesOf, pathOf, type Comparable } from "./distributions.ts";
import type { OpenedFile } from "./side.ts";

/** Files of one unpacked distribution beyond which a folder is something else. */
const MOST_FILES = 100_000;

/** Opens a wheel or sdist for a comparison. Throws `compare/unreadable`. */
export async function openFile(path: string, files: Files): Promise<OpenedFile & AsyncDisposable> {
  const distribution = await openDistribution(path, files);
  const hasName = distribution.metadata !== null && distribution.metadata.name !== "";
  const reason = unreadReason(distribution) ?? (hasName ? null : reasonOf(distribution));
  if (reason !== null) {
    await distribution[Symbol.asyncDispose]();
    throw fault("compare/unreadable", { file: path, reason });
  }
  const members = membersByPath(distribution);
  const { kind, metadata, entryPoints, entries, entryDigests, wheelFile, problems } = distribution;
  return {
    fileName: distribution.fileName,
    kind,
    metadata,
    entryPoints,
    entries,
    entryDigests,
    wheelFile,
    problems,
    sha256: distribution.digests.sha256,
    read: async (wanted) => {
      const member = members.get(wanted);
      return member === undefined ? null : distribution.read(member, 64 * 2 ** 20);
    },
    [Symbol.asyncDispose]: () => distribution[Symbol.asyncDispose](),
  };
}

function reasonOf({ parsed, problems }: Distribution): string {
  const first = problems.find(({ code }) => /^[AMR]/.test(code));
  return first?.message ?? (parsed.kind === "invalid" ? parsed.reason : "it has no metadata");
}

function membersByPath({ kind, entries }: Comparable): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ name, kind: type }) => {
      const path = type === "directory" ? null : pathOf(kind, name);
      return path === null ? [] : [[path, name] as const];
    }),
  );
}

/** What an unpacked wheel or sdist holds; null: the folder is neither. Throws `compare/unreadable`. */
export async function openFolder(directory: string, files: Files): Promise<OpenedFile | null> {
  const names = (await files.list(directory)).map(({ name }) => name);
  const infos = names.filter((name) => name.endsWith(".dist-info"));
  const [info] = infos;
  const isSdist = info === undefined && names.includes("PKG-INFO");
  if (info === undefined && !isSdist) return null;
  if (infos.length > 1)
    throw fault("compare/unreadable", {
      file: directory,
      reason: `it holds ${infos.length} distributions`,
    });
  const kind = isSdist ? "sdist" : "wheel";
  const top = isSdist ? `${basename(directory)}/` : "";
  const { entries, entryDigests } = await walk(directory, top, files);
  const text = async (path: string): Promise<Uint8Array | null> =>
    (await files.stat(join(directory, path)))?.kind === "file" ? files.read(join(directory, path)) : null;
  const metadataBytes = await text(isSdist ? "PKG-INFO" : `${info}/METADATA`);
  if (metadataBytes === null)
    throw fault("compare/unreadable", { file: directory, reason: "it has no METADATA" });
  const [wheelBytes, points] = isSdist
    ? [null, null]
    : [await text(`${info}/WHEEL`), await text(`${info}/entry_points.txt`)];
  const opened: Comparable = {
    kind,
    metadata: parseMetadata(metadataBytes),
    entries,
    entryDigests,
    entryPoints: points === null ? null : parseEntryPoints(points),
    wheelFile: wheelBytes === null ? null : groupHeaders(parseHeaderText(wheelBytes).headers),
    problems: [],
  };
  const members = membersByPath(opened);
  return {
    ...opened,
    fileName: basename(directory),
    sha256: contentDigest(opened),
    read: async (wanted) => {
      const member = members.get(wanted);
      return member === undefined ? null : text(member.slice(top.length));
    },
  };
}

function contentDigest(opened: Comparable): string {
  const hash = createHash("sha256");
  for (const [path, { sha256 }] of filesOf(opened)) hash.update(`${path}\0${sha256}\n`);
  return hash.digest("hex");
}

async function walk(
  directory: string,
  top: string,
  files: Files,
): Promise<Pick<Comparable, "entries" | "entryDigests">> {
  const entries: ArchiveEntry[] = [];
  const entryDigests = new Map<string, EntryDigest>();
  const queue = [""];
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    for (const { name, kind } of await files.list(join(directory, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (name === "__pycache__") continue;
      if (kind === "directory") {
        queue.push(path);
        continue;
      }
      if (entries.length >= MOST_FILES)
        throw fault("compare/unreadable", {
          file: directory,
          reason: `it has more than ${MOST_FILES} files`,
        });
      const absolute = join(directory, path);
      const size = kind === "file" ? ((await files.stat(absolute))?.size ?? 0) : 0;
      entries.push({ name: `${top}${path}`, size, kind, mode: 0 });
      if (kind === "file") entryDigests.set(`${top}${path}`, { sha256: await files.sha256(absolute), size });
    }
  }
  return { entries, entryDigests };
}
