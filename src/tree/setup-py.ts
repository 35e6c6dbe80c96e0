import { linePlaces } from "../text/line-places.ts";
import type { Location } from "../findings/location.ts";
import { entryPointLine } from "./entry-point-line.ts";
import { findCalls, moduleConstants, type PythonValue } from "../python-source/python-literals.ts";
import { EMPTY_PROJECT, type Located, type StaticEntryPoint, type StaticProject } from "./static-project.ts";

/** setup.py, read and never run: what a careful reader can say of its `setup(...)` call. */
export interface SetupPy {
  readonly path: "setup.py";
  readonly text: string;
  /** False when there is no single plain `setup(...)` call: then nothing below is known. */
  readonly understood: boolean;
  /** What the call says as literals. */
  readonly project: StaticProject;
  /** `packages=[...]` as a literal list, `py_modules`, `package_dir`; null when absent or computed. */
  readonly packages: readonly string[] | null;
  readonly pyModules: readonly string[] | null;
  readonly packageDir: ReadonlyMap<string, string> | null;
  /** True when the call has keyword `name`, whatever its value. */
  has(name: string): boolean;
}

/** Reads setup.py statically (spec: setuptools keyword reference). Unsure is null. */
export function readSetupPy(text: string): SetupPy {
  const calls = findCalls(text, ["setup", "setuptools.setup", "distutils.core.setup"]);
  const call = calls.length === 1 ? calls[0] : undefined;
  const constants = moduleConstants(text);
  const keywords = call?.keywords ?? new Map<string, PythonValue>();
  const locate = locator("setup.py", text);

  function literal(name: string): PythonValue | null {
    const value = keywords.get(name);
    if (value?.kind === "name") return constants.get(value.text) ?? null;
    return value ?? null;
  }
  function string(name: string): Located<string> | null {
    const value = literal(name);
    return value?.kind === "string"
      ? { value: value.value, location: locate(value.offset, value.end) }
      : null;
  }
  function strings(value: PythonValue | null): readonly Located<string>[] | null {
    if (value?.kind === "string") {
      return value.value
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => ({ value: line, location: locate(value.offset, value.end) }));
    }
    if (value?.kind !== "list") return null;
    const items: Located<string>[] = [];
    for (const item of value.items) {
      if (item.kind !== "string") return null;
      items.push({ value: item.value, location: locate(item.offset, item.end) });
    }
    return items;
  }

  const groups = readEntryPoints(literal("entry_points"), strings);
  const extras = new Map<string, readonly Located<string>[]>();
  const extrasValue = literal("extras_require");
  let extrasKnown = !keywords.has("extras_require");
  if (extrasValue?.kind === "dict") {
    extrasKnown = true;
    for (const { key, value } of extrasValue.entries) {
      const list = strings(value);
      if (key.kind === "string" && list !== null) extras.set(key.value, list);
      else extrasKnown = false;
    }
  }
  const requires = strings(literal("install_requires"));
  const project: StaticProject = {
    ...EMPTY_PROJECT,
    source: "setup.py",
    versionSource: string("version") === null ? "dynamic" : "setup.py",
    name: string("name"),
    version: string("version"),
    summary: string("description"),
    requiresPython: string("python_requires"),
    dependencies: requires ?? [],
    optionalDependencies: extras,
    dependenciesKnown:
      call !== undefined && (requires !== null || !keywords.has("install_requires")) && extrasKnown,
    scripts: groups.get("console_scripts") ?? [],
    guiScripts: groups.get("gui_scripts") ?? [],
    entryPoints: new Map(
      [...groups].filter(([group]) => group !== "console_scripts" && group !== "gui_scripts"),
    ),
    classifiers: strings(literal("classifiers")) ?? [],
    license: licenseOf(string("license")),
    urls: readUrls(string("url"), string("download_url"), literal("project_urls"), locate),
    authors: person(string("author"), string("author_email")),
    maintainers: person(string("maintainer"), string("maintainer_email")),
  };
  return {
    path: "setup.py",
    text,
    understood: call !== undefined,
    project,
    packages: strings(literal("packages"))?.map((item) => item.value) ?? null,
    pyModules: strings(literal("py_modules"))?.map((item) => item.value) ?? null,
    packageDir: stringMap(literal("package_dir")),
    has: (name) => keywords.has(name),
  };
}

/** Turns offsets of a text into locations. */
export function locator(file: string, text: string): (offset: number, end?: number) => Location {
  const place = linePlaces(text);
  return (offset, end) => {
    const start = text.lastIndexOf("\n", offset - 1) + 1;
    const stop = text.indexOf("\n", offset);
    const excerpt = text.slice(start, stop === -1 ? text.length : stop).replace(/\r$/, "");
    const { line } = place(start);
    const column = offset - start + 1;
    const width = end === undefined ? 1 : Math.max(1, end - offset);
    return { file, line, column, endColumn: Math.min(column + width, excerpt.length + 1), excerpt };
  };
}

function readEntryPoints(
  value: PythonValue | null,
  strings: (value: PythonValue | null) => readonly Located<string>[] | null,
): ReadonlyMap<string, readonly StaticEntryPoint[]> {
  const groups = new Map<string, readonly StaticEntryPoint[]>();
  if (value?.kind !== "dict") return groups;
  for (const { key, value: list } of value.entries) {
    const lines = strings(list);
    if (key.kind !== "string" || lines === null) continue;
    groups.set(
      key.value,
      lines.flatMap((line) => entryPointLine(line.value, line.location)),
    );
  }
  return groups;
}

function licenseOf(text: Located<string> | null): StaticProject["license"] {
  return text === null ? null : { expression: null, text: text.value, file: null, location: text.location };
}

function person(name: Located<string> | null, email: Located<string> | null): StaticProject["authors"] {
  const location = (email ?? name)?.location;
  return location === undefined ? [] : [{ name: name?.value ?? null, email: email?.value ?? null, location }];
}

function readUrls(
  home: Located<string> | null,
  download: Located<string> | null,
  more: PythonValue | null,
  locate: (offset: number, end?: number) => Location,
): StaticProject["urls"] {
  const urls = [];
  if (home !== null) urls.push({ label: "Home-page", url: home.value, location: home.location });
  if (download !== null)
    urls.push({ label: "Download-URL", url: download.value, location: download.location });
  if (more?.kind === "dict") {
    for (const { key, value } of more.entries) {
      if (key.kind !== "string" || value.kind !== "string") continue;
      urls.push({ label: key.value, url: value.value, location: locate(value.offset, value.end) });
    }
  }
  return urls;
}

function stringMap(value: PythonValue | null): ReadonlyMap<string, string> | null {
  if (value?.kind !== "dict") return null;
  const map = new Map<string, string>();
  for (const { key, value: item } of value.entries) {
    if (key.kind !== "string" || item.kind !== "string") return null;
    map.set(key.value, item.value);
  }
  return map;
}
