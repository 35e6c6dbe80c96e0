import type { ArchiveProblem, ArchiveReading } from "./archive.ts";
import { versionPart, wheelNamePart, type ParsedFileName } from "./file-names.ts";
import { nameDanger } from "./member-names.ts";
import { invalidFile } from "./pypi-words.ts";

/** The one file of an sdist that we read. */
export interface SdistLayout {
  /** The folder that holds everything; null when there is none. */
  readonly top: string | null;
  readonly metadata: Uint8Array | null;
  readonly problems: readonly ArchiveProblem[];
}

/** Which members of an sdist are kept, and up to which size: every PKG-INFO of a first folder. Bytes. */
export function keepOfSdist(name: string): number {
  return /^[^/]+\/PKG-INFO$/.test(name) ? 4 * 2 ** 20 : 0;
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
  if (entries.length === 0) return { top: null, metadata: null, problems: [] };
  const problems: ArchiveProblem[] = [];
  // Names that lead out of the tree are a defect of their own, told by the reader.
  const names = entries.map((entry) => entry.name).filter((name) => nameDanger(name) === null);
  const top = commonFolder(names);
  if (top === "") {
    const tops = [...new Set(names.map((name) => name.split("/", 1)[0]))];
    const message = `The sdist has ${tops.length} top-level entries instead of one folder: ${tops.slice(0, 5).join(", ")}.`;
    const pypi = invalidFile("Incorrect number of top-level directories in sdist");
    problems.push({ code: "A005", slug: "sdist-top-level", message, pypi });
    return { top: null, metadata: firstPkgInfo(parsed, kept), problems };
  }
  const path = `${top}/PKG-INFO`;
  const member = entries.find((entry) => entry.name === path);
  if (member === undefined) {
    const pypi = invalidFile(`PKG-INFO not found at ${path}`);
    problems.push({ code: "A006", slug: "pkg-info-missing", message: `The sdist has no ${path}.`, pypi });
  } else if (member.kind === "file" && !kept.has(path) && reading.digests.has(path)) {
    const message = `${path} is larger than 4 MiB: it is not read.`;
    problems.push({ code: "A006", slug: "pkg-info-too-large", message, entry: path });
  } else if (member.kind !== "file") {
    const message = `${path} is a ${member.kind}, not a regular file.`;
    problems.push({ code: "M037", slug: "pkg-info-not-a-file", message, entry: path });
  }
  if (parsed.kind === "sdist" && !namesOf(parsed.name, parsed.version).includes(top)) {
    const message = `The top folder ${top} should be ${parsed.name}-${parsed.version}, as the file is called.`;
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
  return wanted ?? kept.values().next().value ?? null;
}

/** The longest folder that all names share, as Python's `commonpath` finds it; empty when there is none. */
function commonFolder(names: readonly string[]): string {
  let common = names[0]?.split("/") ?? [];
  for (const name of names) {
    const parts = name.split("/");
    let count = 0;
    while (count < common.length && common[count] === parts[count]) count += 1;
    common = common.slice(0, count);
  }
  return common.filter((part) => part !== ".").join("/");
}
