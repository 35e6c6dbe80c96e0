import type { Distribution } from "../../distribution/distribution.ts";
import { expandTag } from "../../distribution/file-names.ts";
import { compareMetadata } from "./compare-metadata.ts";
import { compareSets, type Comparison } from "./difference.ts";

/** The wheel and the sdist of one build, opened. */
export interface Built {
  readonly wheel: Distribution;
  readonly sdist: Distribution;
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

/** Everything that users get from two builds of one tree. `edited`: files that the migration itself changes. */
export function compareDistributions(
  before: Built,
  after: Built,
  edited: ReadonlySet<string>,
): readonly Comparison[] {
  const [old, now] = [before.wheel.metadata, after.wheel.metadata];
  return [
    ...(old === null || now === null ? [] : compareMetadata(old, now)),
    compareSets("entry-point", entryPointsOf(before.wheel), entryPointsOf(after.wheel)),
    compareSets("wheel-file", wheelFiles(before.wheel), wheelFiles(after.wheel)),
    compareSets("wheel-tag", tagsOf(before.wheel), tagsOf(after.wheel)),
    compareSets("sdist-file", sdistFiles(before.sdist), sdistFiles(after.sdist), (path) =>
      edited.has(path) ? "the migration changes it" : undefined,
    ),
    compareSets("record", problemsOf(before.wheel), problemsOf(after.wheel)),
  ];
}

function entryPointsOf({ entryPoints }: Distribution): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [group, points] of entryPoints?.groups ?? [])
    for (const { name, raw } of points) found.set(`${group}:${name}`, raw.replaceAll(/\s/g, ""));
  return found;
}

/** Digests by path; .dist-info without name and version, and licenses wherever the backend puts them there. */
function wheelFiles({ entries, entryDigests }: Distribution): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, kind } of entries) {
    if (kind === "directory") continue;
    const info = /^[^/]+\.dist-info\/(?:(?:licenses|license_files)\/)?(.*)$/.exec(name);
    if (info !== null && DIST_INFO.has(info[1] ?? "")) continue;
    // pip drops the dot of `scripts/./run`.
    const path =
      info === null ? name.replace(/^[^/]+\.data\//, "data/").replaceAll("/./", "/") : `dist-info/${info[1]}`;
    found.set(path, entryDigests.get(name)?.sha256 ?? "");
  }
  return found;
}

function sdistFiles({ entries, entryDigests }: Distribution): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, kind } of entries) {
    const path = name.split("/").slice(1).join("/");
    if (kind === "file" && path !== "PKG-INFO") found.set(path, entryDigests.get(name)?.sha256 ?? "");
  }
  return found;
}

function tagsOf({ wheelFile }: Distribution): ReadonlyMap<string, string> {
  const tags = (wheelFile?.get("tag") ?? []).flatMap((tag) => expandTag(tag) ?? [tag]);
  return new Map([
    ...tags.map((tag) => [tag, tag] as const),
    ["Root-Is-Purelib", wheelFile?.get("root-is-purelib")?.[0] ?? ""] as const,
  ]);
}

/** What is wrong with the wheel's own RECORD and archive. */
function problemsOf({ problems }: Distribution): ReadonlyMap<string, string> {
  return new Map(
    problems
      .filter(({ code }) => code.startsWith("R"))
      .map(({ code, entry, message }) => [`${code} ${entry ?? ""}`.trim(), message]),
  );
}
