import type { Distribution } from "../../distribution/distribution.ts";

/** A file of a wheel as it will lie in site-packages. */
export interface InstalledFile {
  /** Path below site-packages, `.data/purelib` and `.data/platlib` resolved. */
  readonly path: string;
  /** The member's name in the archive. */
  readonly member: string;
  readonly size: number;
}

/** The files that a wheel puts into site-packages, without its own .dist-info. */
export function installedFiles(wheel: Distribution): readonly InstalledFile[] {
  return remembered(FILES, wheel, readInstalledFiles);
}

// Dozens of rules ask the same of one wheel.
const FILES = new WeakMap<Distribution, readonly InstalledFile[]>();
const NAMES = new WeakMap<Distribution, ReadonlySet<string>>();
const PATHS = new WeakMap<Distribution, ReadonlySet<string>>();
const TOPS = new WeakMap<Distribution, readonly string[]>();

function remembered<Value>(
  known: WeakMap<Distribution, Value>,
  wheel: Distribution,
  read: (wheel: Distribution) => Value,
): Value {
  const before = known.get(wheel);
  if (before !== undefined) return before;
  const value = read(wheel);
  known.set(wheel, value);
  return value;
}

function readInstalledFiles(wheel: Distribution): readonly InstalledFile[] {
  return wheel.entries.flatMap((entry) => {
    if (entry.kind === "directory") return [];
    const [top = "", second = "", ...rest] = entry.name.split("/");
    if (top.endsWith(".dist-info")) return [];
    if (!top.endsWith(".data")) return [{ path: entry.name, member: entry.name, size: entry.size }];
    const isLibrary = second === "purelib" || second === "platlib";
    return isLibrary ? [{ path: rest.join("/"), member: entry.name, size: entry.size }] : [];
  });
}

/** True for a wheel that installs no file at all: other defects of its content are consequences. */
export function isEmptyWheel(wheel: Distribution): boolean {
  return wheel.entries.every((entry) => entry.kind === "directory" || /^[^/]+\.dist-info\//.test(entry.name));
}

/** Folders on the way to a module. */
const DEEPEST = 100;

/** A file that Python imports as an extension module. */
export const EXTENSION: RegExp = /\.(so|pyd)$/;

/** Dotted names that can be imported from a wheel, packages and folders (namespace packages) included. */
export function importableNames(wheel: Distribution): ReadonlySet<string> {
  return remembered(NAMES, wheel, readImportableNames);
}

function readImportableNames(wheel: Distribution): ReadonlySet<string> {
  return namesOf(installedFiles(wheel).map(({ path }) => path));
}

/** Dotted names that can be imported when these files lie below site-packages. */
export function namesOf(paths: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of paths) {
    const parts = path.split("/");
    const file = parts.pop() ?? "";
    const isModule = /\.(py|pyc|pyx)$/.test(file) || EXTENSION.test(file);
    // No import statement is that long: what it is for is not to be imported.
    if (!isModule || parts.length > DEEPEST) continue;
    const stem = file.split(".")[0] ?? "";
    const full = stem === "__init__" ? parts : [...parts, stem];
    for (let length = 1; length <= full.length; length++) names.add(full.slice(0, length).join("."));
  }
  return names;
}

/** First path parts of the importable names, sorted. */
export function topLevelNames(wheel: Distribution): readonly string[] {
  return remembered(TOPS, wheel, () =>
    [...new Set([...importableNames(wheel)].map((name) => name.split(".")[0] ?? ""))].sort(),
  );
}

/** Paths below site-packages of a wheel's files, and the folders that hold them. */
export function installedPaths(wheel: Distribution): ReadonlySet<string> {
  return remembered(PATHS, wheel, readInstalledPaths);
}

function readInstalledPaths(wheel: Distribution): ReadonlySet<string> {
  return withFolders(installedFiles(wheel).map(({ path }) => path));
}

/** Paths and the folders that hold them. */
export function withFolders(files: Iterable<string>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const path of files) {
    paths.add(path);
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
      paths.add(path.slice(0, slash));
    }
  }
  return paths;
}

/** The place of a wheel's WHEEL file, for locations. */
export function wheelFilePlace(wheel: Distribution): string {
  const member = wheel.entries.find((entry) => /^[^/]+\.dist-info\/WHEEL$/.test(entry.name))?.name ?? "WHEEL";
  return `${wheel.fileName}!/${member}`;
}
