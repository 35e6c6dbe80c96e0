import { isIdentifier } from "../python-source/identifiers.ts";
import { compareVersions, formatVersion, parseVersion } from "../version/pep440.ts";
import { normalizeName } from "../version/names.ts";

/** A wheel's file name, taken apart (binary distribution format, "File name convention"). */
export interface WheelFileName {
  readonly kind: "wheel";
  /** As spelt in the file name. */
  readonly name: string;
  /** As spelt in the file name; a valid version. */
  readonly version: string;
  /** The build tag, which begins with a digit. */
  readonly build: string | null;
  readonly pythonTag: string;
  readonly abiTag: string;
  readonly platformTag: string;
  /** Every `python-abi-platform` that the compressed tag set stands for, sorted, without repetition. */
  readonly tags: readonly string[];
}

/** An sdist's file name, taken apart (PEP 625; older spellings are read too). */
export interface SdistFileName {
  readonly kind: "sdist";
  /** As spelt in the file name. */
  readonly name: string;
  /** As spelt in the file name; a valid version. */
  readonly version: string;
  readonly extension: ".tar.gz" | ".zip";
}

/** Not the name of a distribution; `reason` is in the words that PyPI answers with. */
export interface InvalidFileName {
  readonly kind: "invalid";
  readonly reason: string;
  /** The part that is wrong, where a rule of its own tells of it. */
  readonly part?: "version";
}

/** What a file name says. */
export type ParsedFileName = WheelFileName | SdistFileName | InvalidFileName;

/** Reads a base name (no folder). Everything that is neither `.whl`, `.tar.gz` nor `.zip` is invalid. */
export function parseFileName(fileName: string): ParsedFileName {
  return fileName.endsWith(".whl") ? parseWheelFileName(fileName) : parseSdistFileName(fileName);
}

/** Whether a file name is of a version, however the two spell it. */
export function isFileOf(fileName: string, version: string): boolean {
  const parsed = parseFileName(fileName);
  const theirs = parsed.kind === "invalid" ? null : parseVersion(parsed.version);
  const ours = parseVersion(version);
  return theirs !== null && ours !== null && compareVersions(theirs, ours) === 0;
}

/** Reads a wheel's name as packaging does, which PyPI, pip and twine use. */
export function parseWheelFileName(fileName: string): WheelFileName | InvalidFileName {
  if (!fileName.endsWith(".whl"))
    return invalid(`Invalid wheel filename (extension must be '.whl'): '${fileName}'`);
  const stem = fileName.slice(0, -".whl".length);
  const parts = stem.split("-");
  if (parts.length !== 5 && parts.length !== 6)
    return invalid(`Invalid wheel filename (wrong number of parts): '${stem}'`);
  const [name, version] = parts as [string, string];
  if (name.includes("__") || !/^[\p{L}\p{N}_.]+$/u.test(name))
    return invalid(`Invalid project name: '${stem}'`);
  if (parseVersion(version) === null)
    return { ...invalid(`Invalid wheel filename (invalid version): '${stem}'`), part: "version" };
  const build = parts.length === 6 ? (parts[2] as string) : null;
  if (build !== null && !/^[0-9]/.test(build)) return invalid(`Invalid build number: ${build} in '${stem}'`);
  const [pythonTag, abiTag, platformTag] = parts.slice(-3) as [string, string, string];
  const tags = expandTags(pythonTag, abiTag, platformTag);
  if (tags === null) return invalid(`Invalid wheel filename (invalid tag component): '${stem}'`);
  return { kind: "wheel", name, version, build, pythonTag, abiTag, platformTag, tags };
}

/** Reads an sdist's name: the version stands behind the last hyphen. */
export function parseSdistFileName(fileName: string): SdistFileName | InvalidFileName {
  const extension = ([".tar.gz", ".zip"] as const).find((ending) => fileName.endsWith(ending));
  if (extension === undefined)
    return invalid(`Invalid sdist filename (extension must be '.tar.gz' or '.zip'): '${fileName}'`);
  const stem = fileName.slice(0, -extension.length);
  const hyphen = stem.lastIndexOf("-");
  if (hyphen === -1) return invalid(`Invalid sdist filename: '${fileName}'`);
  if (hyphen === 0) return invalid(`Invalid sdist filename (empty project name): '${fileName}'`);
  const version = stem.slice(hyphen + 1);
  if (parseVersion(version) === null)
    return { ...invalid(`Invalid sdist filename (invalid version): '${fileName}'`), part: "version" };
  return { kind: "sdist", name: stem.slice(0, hyphen), version, extension };
}

function invalid(reason: string): InvalidFileName {
  return { kind: "invalid", reason };
}

/** The tags that a compressed set such as `py2.py3-none-any` stands for; null when a part is empty or no interpreter. */
function expandTags(pythonTag: string, abiTag: string, platformTag: string): readonly string[] | null {
  const [pythons, abis, platforms] = [pythonTag.split("."), abiTag.split("."), platformTag.split(".")];
  if ([...pythons, ...abis, ...platforms].includes("")) return null;
  if (!pythons.every(isIdentifier)) return null;
  const tags = pythons.flatMap((python) =>
    abis.flatMap((abi) => platforms.map((platform) => `${python}-${abi}-${platform}`)),
  );
  return [...new Set(tags)].sort();
}

/** The tags of a `Tag` line of WHEEL, which holds a compressed set where old backends wrote it; null as above. */
export function expandTag(line: string): readonly string[] | null {
  const [python = "", abi = "", platform = ""] = line.split("-");
  return expandTags(python, abi, platform);
}

/** What the `.dist-info` folder of an installed distribution is called after, the name in normal form; null for other folders. */
export function parseInfoFolder(folder: string): { readonly name: string; readonly version: string } | null {
  const [, name, version] = /^(.+)-([^-]+)\.dist-info$/.exec(folder) ?? [];
  return name === undefined || version === undefined ? null : { name: normalizeName(name), version };
}

/** A project's name as both kinds of file name spell it: normal form, with `_` for `-`. */
export function wheelNamePart(name: string): string {
  return normalizeName(name).replaceAll("-", "_");
}

/** A version as a file name spells it: PEP 440's normal form; text that is no version is left alone. */
export function versionPart(version: string): string {
  const parsed = parseVersion(version);
  return parsed === null ? version : formatVersion(parsed);
}

/** The one file name that PyPI takes for an sdist (PEP 625). */
export function sdistFileName(name: string, version: string): string {
  return `${wheelNamePart(name)}-${versionPart(version)}.tar.gz`;
}

/** The file name of a wheel. `tag` is a (compressed) tag set such as `py3-none-any`. */
export function wheelFileName(name: string, version: string, tag: string): string {
  return `${wheelNamePart(name)}-${versionPart(version)}-${tag}.whl`;
}
