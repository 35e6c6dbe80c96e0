import type { Location } from "../findings/location.ts";
import {
  EMPTY_PROJECT,
  type Located,
  type StaticEntryPoint,
  type StaticPerson,
  type StaticProject,
} from "./static-project.ts";
import type { KeyPath, TomlFile, TomlTable, TomlValue } from "./formats/toml-file.ts";

/** Reads [project] (PEP 621, 639, 794). A value of the wrong type is left out here; a rule reports it. */
export function readProjectTable(toml: TomlFile): StaticProject {
  const base = ["project"];
  const dynamic = stringList(toml, [...base, "dynamic"]).map((item) => item.value);
  const version = stringAt(toml, [...base, "version"]);
  const groups = new Map<string, readonly StaticEntryPoint[]>();
  for (const group of keysOf(toml, [...base, "entry-points"])) {
    groups.set(group, entryPoints(toml, [...base, "entry-points", group]));
  }
  const extras = new Map<string, readonly Located<string>[]>();
  for (const extra of keysOf(toml, [...base, "optional-dependencies"])) {
    extras.set(extra, stringList(toml, [...base, "optional-dependencies", extra]));
  }
  return {
    ...EMPTY_PROJECT,
    source: "project",
    name: stringAt(toml, [...base, "name"]),
    version,
    versionSource: version === null ? "dynamic" : "project",
    summary: stringAt(toml, [...base, "description"]),
    requiresPython: stringAt(toml, [...base, "requires-python"]),
    dependencies: stringList(toml, [...base, "dependencies"]),
    optionalDependencies: extras,
    dependenciesKnown: !dynamic.includes("dependencies") && !dynamic.includes("optional-dependencies"),
    scripts: entryPoints(toml, [...base, "scripts"]),
    guiScripts: entryPoints(toml, [...base, "gui-scripts"]),
    entryPoints: groups,
    readme: readme(toml),
    license: license(toml),
    urls: keysOf(toml, [...base, "urls"]).flatMap((label) => {
      const url = stringAt(toml, [...base, "urls", label]);
      return url === null ? [] : [{ label, url: url.value, location: url.location }];
    }),
    authors: people(toml, "authors"),
    maintainers: people(toml, "maintainers"),
    classifiers: stringList(toml, [...base, "classifiers"]),
    keywords: stringList(toml, [...base, "keywords"]).map((item) => item.value),
    dynamic,
  };
}

/** A string and its place, or null when there is none. */
export function stringAt(toml: TomlFile, path: KeyPath): Located<string> | null {
  const value = toml.get(path);
  return typeof value === "string" ? located(toml, path, value) : null;
}

/** The strings of an array, each with its place. */
export function stringList(toml: TomlFile, path: KeyPath): readonly Located<string>[] {
  const value = toml.get(path);
  if (!Array.isArray(value)) return [];
  return (value as readonly TomlValue[]).flatMap((item, position) =>
    typeof item === "string" ? [located(toml, [...path, position], item)] : [],
  );
}

/** The keys of a table in file order; empty when it is none. */
export function keysOf(toml: TomlFile, path: KeyPath): readonly string[] {
  const value = toml.get(path);
  return isTable(value) ? Object.keys(value) : [];
}

/** True for a table. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The table, or an empty one. */
export function tableOf(value: unknown): TomlTable {
  return isTable(value) ? value : {};
}

/** The value with a place that is computed when it is first looked at: positions need a second parse. */
export function located<T>(toml: TomlFile, path: KeyPath, value: T): Located<T> {
  return withLocation({ value }, () => toml.locate(path));
}

function entryPoints(toml: TomlFile, path: KeyPath): readonly StaticEntryPoint[] {
  return keysOf(toml, path).flatMap((name) => {
    const target = toml.get([...path, name]);
    if (typeof target !== "string") return [];
    return [withLocation({ name, target }, () => toml.locate([...path, name]))];
  });
}

/** Adds a lazily computed location to an object; spreading would compute it at once. */
export function withLocation<T extends object>(
  object: T,
  compute: () => Location,
): T & { readonly location: Location } {
  let known: Location | null = null;
  return Object.defineProperty(object, "location", {
    enumerable: true,
    get: () => (known ??= compute()),
  }) as T & { readonly location: Location };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  md: "text/markdown",
  rst: "text/x-rst",
  txt: "text/plain",
};

/** The content type that PEP 621 derives from a readme's suffix, or null. */
export function readmeContentType(file: string): string | null {
  return CONTENT_TYPES[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ""] ?? null;
}

function readme(toml: TomlFile): StaticProject["readme"] {
  const path = ["project", "readme"];
  const value = toml.get(path);
  if (typeof value === "string") {
    const facts = { file: value, text: null, contentType: readmeContentType(value) };
    return withLocation(facts, () => toml.locate(path));
  }
  if (!isTable(value)) return null;
  const file = typeof value["file"] === "string" ? value["file"] : null;
  const text = typeof value["text"] === "string" ? value["text"] : null;
  const contentType = typeof value["content-type"] === "string" ? value["content-type"] : null;
  return withLocation({ file, text, contentType }, () =>
    toml.locate(file === null ? path : [...path, "file"]),
  );
}

function license(toml: TomlFile): StaticProject["license"] {
  const path = ["project", "license"];
  const value = toml.get(path);
  if (typeof value === "string") {
    return withLocation({ expression: value, text: null, file: null }, () => toml.locate(path));
  }
  if (!isTable(value)) return null;
  const text = typeof value["text"] === "string" ? value["text"] : null;
  const file = typeof value["file"] === "string" ? value["file"] : null;
  return withLocation({ expression: null, text, file }, () => toml.locate(path));
}

function people(toml: TomlFile, key: "authors" | "maintainers"): readonly StaticPerson[] {
  const list = toml.get(["project", key]);
  if (!Array.isArray(list)) return [];
  return (list as readonly TomlValue[]).flatMap((item, position) => {
    if (!isTable(item)) return [];
    const name = typeof item["name"] === "string" ? item["name"] : null;
    const email = typeof item["email"] === "string" ? item["email"] : null;
    const path = ["project", key, position, ...(email === null ? [] : ["email"])];
    return [withLocation({ name, email }, () => toml.locate(path))];
  });
}
