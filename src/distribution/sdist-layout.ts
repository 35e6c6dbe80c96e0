import type { ArchiveProblem, ArchiveReading } from "./archive/archive.ts";
import { versionPart, wheelNamePart, type ParsedFileName } from "./file-names.ts";
import { nameDanger } from "./archive/member-names.ts";
import { crashes, invalidFile } from "./pypi-messages.ts";

/** The one file of an sdist that we read. */
export interface SdistLayout {
  /** The folder that holds everything; null when there is none. */
  readonly top: string | null;
  readonly metadata: Uint8Array | null;
  readonly problems: readonly ArchiveProblem[];
}

/** Why PyPI refuses an sdist for the names of its members, and its words. */
interface LayoutRefusal {
  readonly reason: "sdist-top-level" | "pkg-info-missing";
  readonly words: string;
}

const LARGEST_PKG_INFO = 4 * 2 ** 20;

/** Which members of an sdist are kept, and up to which size: every PKG-INFO of an outer folder. Bytes. */
export function keepOfSdist(name: string): number {
  return /^(?:[^/]*\/){1,3}PKG-INFO$/.test(name) && !name.includes(".egg-info/") ? LARGEST_PKG_INFO : 0;
}

/** Finds the top folder and PKG-INFO, and judges them (A005, A006, A022, M037). */
export function readSdistLayout(parsed: ParsedFileName, reading: ArchiveReading): SdistLayout {
  const layout = judgeLayout(parsed, reading);
  // Of an archive that could not be read to its end nobody can say what it lacks.
  const cut = reading.problems.some(
    ({ code, entry }) => (code === "A020" || code === "A003") && entry === undefined,
  );
  return cut ? { ...layout, problems: [] } : layout;
}

function judgeLayout(parsed: ParsedFileName, reading: ArchiveReading): SdistLayout {
  const { entries, kept } = reading;
  const several = SEVERAL_TOPS;
  if (entries.length === 0) {
    const broken = reading.problems.some(({ pypi }) => pypi !== undefined);
    const empty = { code: "A005", slug: "sdist-top-level", message: "The sdist is empty.", pypi: several };
    return { top: null, metadata: null, problems: broken ? [] : [empty] };
  }
  const problems: ArchiveProblem[] = [];
  const all = entries.map((entry) => entry.name);
  // Names that lead out of the tree are a defect of their own, told by the reader.
  const sound = all.filter((name) => nameDanger(name) === null);
  const names = sound.length > 0 ? sound : all;
  const top = commonFolder(names) ?? "";
  if (top === "" || top === "/") {
    const tops = new Set(
      names.map((name) => name.split("/").find((part) => part !== "" && part !== ".") ?? "/"),
    );
    const message = `The sdist has ${tops.size} top-level entries instead of one folder: ${[...tops].slice(0, 5).join(", ")}.`;
    problems.push({
      code: "A005",
      slug: "sdist-top-level",
      message,
      pypi: layoutRefusal(all)?.words ?? several,
    });
    return { top: null, metadata: firstPkgInfo(parsed, kept), problems };
  }
  if (names.length > 1 && top.includes("/") && nameDanger(top) === null) {
    const message = `All of the sdist is in ${top}, more than one folder deep: installers look for the project in ${top.split("/")[0]}.`;
    problems.push({ code: "A005", slug: "sdist-top-level", message });
  }
  const path = `${top}/PKG-INFO`;
  const member = entries.find((entry) => entry.name === path);
  if (member === undefined) {
    const pypi = invalidFile(`PKG-INFO not found at ${path}`);
    problems.push({ code: "A006", slug: "pkg-info-missing", message: `The sdist has no ${path}.`, pypi });
  } else if (member.kind === "file" && (reading.digests.get(path)?.size ?? 0) > LARGEST_PKG_INFO) {
    const message = `${path} is larger than 4 MiB: it is not read.`;
    problems.push({ code: "A006", slug: "pkg-info-too-large", message, entry: path });
  } else if (member.kind !== "file") {
    const message = `${path} is a ${member.kind}, not a regular file.`;
    problems.push({ code: "M037", slug: "pkg-info-not-a-file", message, entry: path });
  }
  if (parsed.kind === "sdist" && !top.includes("/") && !namesOf(parsed.name, parsed.version).includes(top)) {
    const message = `The top folder ${top} should be ${parsed.name}-${parsed.version}, as in the file name.`;
    problems.push({ code: "A022", slug: "sdist-top-folder-name", message, entry: top });
  }
  return { top, metadata: kept.get(path) ?? null, problems };
}

/** As spelt, and as PEP 625 wants it: a misspelt file name is a finding of its own. */
function namesOf(name: string, version: string): readonly string[] {
  return [`${name}-${version}`, `${wheelNamePart(name)}-${versionPart(version)}`];
}

/** The PKG-INFO to judge when there are several folders. */
function firstPkgInfo(parsed: ParsedFileName, kept: ReadonlyMap<string, Uint8Array>): Uint8Array | null {
  const wanted = parsed.kind === "sdist" ? kept.get(`${parsed.name}-${parsed.version}/PKG-INFO`) : undefined;
  const outer = [...kept].find(([name]) => name.split("/").length === 2);
  return wanted ?? outer?.[1] ?? null;
}

const SEVERAL_TOPS = invalidFile("Incorrect number of top-level directories in sdist");

/** PyPI's answer to the names of an sdist's members, be they safe or not; null when it takes them. */
export function layoutRefusal(names: readonly string[]): LayoutRefusal | null {
  const top = commonFolder(names);
  if (top === null)
    return { reason: "sdist-top-level", words: crashes("ValueError: Can't mix absolute and relative paths") };
  if (top === "" || top === "/") return { reason: "sdist-top-level", words: SEVERAL_TOPS };
  const path = `${top}/PKG-INFO`;
  return names.includes(path)
    ? null
    : { reason: "pkg-info-missing", words: invalidFile(`PKG-INFO not found at ${path}`) };
}

/** The longest path that all names share, as Python's `commonpath` finds it; null for a mixture of absolute and others. */
export function commonFolder(names: readonly string[]): string | null {
  const absolute = names.filter((name) => name.startsWith("/")).length;
  if (absolute > 0 && absolute < names.length) return null;
  const split = names.map((name) => name.split("/").filter((part) => part !== "" && part !== "."));
  let common = split[0] ?? [];
  for (const parts of split) {
    let count = 0;
    while (count < common.length && common[count] === parts[count]) count += 1;
    common = common.slice(0, count);
  }
  return (absolute > 0 ? "/" : "") + common.join("/");
}
