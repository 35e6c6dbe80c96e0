import type { Distribution } from "../distribution/distribution.ts";
import { expandTag } from "../distribution/file-names.ts";
import { compareSets, type Comparison } from "./difference.ts";
import { compareMetadata } from "./metadata.ts";

/** What of a distribution is compared. */
export type Comparable = Pick<
  Distribution,
  "kind" | "metadata" | "entryPoints" | "entries" | "entryDigests" | "wheelFile" | "problems"
>;

/** A wheel and an sdist, opened. */
export interface Built<Opened extends Comparable = Distribution> {
  readonly wheel: Opened;
  readonly sdist: Opened;
}

/** What users get from a file of a distribution. */
export interface FileFacts {
  readonly size: number;
  readonly sha256: string;
}

/** Members of .dist-info that are compared by what they say, or say nothing to users. */
const DIST_INFO: ReadonlySet<string> = new Set([
  "METADATA",
  "RECORD",
  "WHEEL",
  "entry_points.txt",
  "RECORD.jws",
  "INSTALLER",
]);

/** Everything that users get from two pairs of distributions. */
export function compareDistributions(
  before: Built<Comparable>,
  after: Built<Comparable>,
): readonly Comparison[] {
  return [...compareWheels(before.wheel, after.wheel), compareSdistFiles(before.sdist, after.sdist)];
}

/** The files of two sdists. */
export function compareSdistFiles(before: Comparable, after: Comparable): Comparison {
  return compareSets("sdist-file", digests(filesOf(before)), digests(filesOf(after)));
}

/** Metadata, entry points, files, tags and RECORD of two wheels. */
export function compareWheels(before: Comparable, after: Comparable): readonly Comparison[] {
  const [old, now] = [before.metadata, after.metadata];
  return [
    ...(old === null || now === null ? [] : compareMetadata(old, now)),
    compareSets("entry-point", entryPointsOf(before), entryPointsOf(after)),
    compareSets("wheel-file", digests(filesOf(before)), digests(filesOf(after))),
    compareSets("wheel-tag", tagsOf(before), tagsOf(after)),
    compareSets("record", problemsOf(before), problemsOf(after)),
  ];
}

/** `group:name` -> object. */
export function entryPointsOf({ entryPoints }: Pick<Comparable, "entryPoints">): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [group, points] of entryPoints?.groups ?? [])
    for (const { name, raw } of points) found.set(`${group}:${name}`, raw.replaceAll(/\s/g, ""));
  return found;
}

/**
 * Files by their path without name and version: of a wheel .dist-info without what is compared by itself, and licenses
 * wherever the backend puts them there; of an sdist what is below its folder.
 */
export function filesOf({
  kind,
  entries,
  entryDigests,
}: Pick<Comparable, "kind" | "entries" | "entryDigests">): ReadonlyMap<string, FileFacts> {
  const found = new Map<string, FileFacts>();
  for (const { name, kind: type, size } of entries) {
    const path = pathOf(kind, name);
    if (type === "directory" || (kind === "sdist" && type !== "file") || path === null) continue;
    const digest = entryDigests.get(name);
    found.set(path, { size: digest?.size ?? size, sha256: digest?.sha256 ?? "" });
  }
  return found;
}

/** A member's path without name and version; null: what it says is compared by itself. */
export function pathOf(kind: Comparable["kind"], name: string): string | null {
  return kind === "wheel" ? wheelPath(name) : sdistPath(name);
}

function wheelPath(name: string): string | null {
  const info = /^[^/]+\.dist-info\/(?:(?:licenses|license_files)\/)?(.*)$/.exec(name);
  // pip drops the dot of `scripts/./run`.
  if (info === null) return name.replace(/^[^/]+\.data\//, "data/").replaceAll("/./", "/");
  return DIST_INFO.has(info[1] ?? "") ? null : `dist-info/${info[1]}`;
}

function sdistPath(name: string): string | null {
  const path = name.split("/").slice(1).join("/");
  return path === "PKG-INFO" ? null : path;
}

function digests(files: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, { sha256 }]) => [path, sha256]));
}

function tagsOf({ wheelFile }: Pick<Comparable, "wheelFile">): ReadonlyMap<string, string> {
  const tags = (wheelFile?.get("tag") ?? []).flatMap((tag) => expandTag(tag) ?? [tag]);
  return new Map([
    ...tags.map((tag) => [tag, tag] as const),
    ["Root-Is-Purelib", wheelFile?.get("root-is-purelib")?.[0] ?? ""] as const,
  ]);
}

/** What is wrong with the wheel's own RECORD and archive. */
function problemsOf({ problems }: Pick<Comparable, "problems">): ReadonlyMap<string, string> {
  return new Map(
    problems
      .filter(({ code }) => code.startsWith("R"))
      .map(({ code, entry, message }) => [`${code} ${entry ?? ""}`.trim(), message]),
  );
}
