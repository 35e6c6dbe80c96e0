import type { KeyPath, TomlFile } from "../formats/toml-file.ts";

/** The strings of an array, or of a single string. */
export function strings(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** A configured directory as a POSIX path below the root: `./src/` is `src`, `.` is empty. */
export function directory(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^(\.\/)+/, "")
    .replace(/^\.$/, "")
    .replace(/\/+$/, "");
}

/** The directory that holds a configured path. */
export function parent(path: string): string {
  const clean = directory(path);
  const slash = clean.lastIndexOf("/");
  return slash === -1 ? "" : clean.slice(0, slash);
}

/** True when the table is there. */
export function hasTable(pyproject: TomlFile | null, path: KeyPath): boolean {
  return typeof pyproject?.get(path) === "object";
}

/** True when build-system.requires names one of the distributions (normalised names). */
export function requiresAny(pyproject: TomlFile | null, names: readonly string[]): boolean {
  return requirementNames(pyproject).some((name) => names.includes(name));
}

/** The distributions of build-system.requires, by their normalized names. */
export function requirementNames(pyproject: TomlFile | null): readonly string[] {
  return strings(pyproject?.get(["build-system", "requires"])).map((requirement) =>
    (/^[A-Za-z0-9._-]+/.exec(requirement.trim())?.[0] ?? "").toLowerCase().replaceAll(/[._]+/g, "-"),
  );
}
