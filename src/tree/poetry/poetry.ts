import { poetryConstraint, poetryPython } from "./poetry-constraint.ts";
import {
  isTable,
  keysOf,
  readmeContentType,
  stringAt,
  stringList,
  withLocation,
} from "../pyproject-project.ts";
import { EMPTY_PROJECT, type Located, type StaticEntryPoint, type StaticProject } from "../static-project.ts";
import type { KeyPath, TomlFile, TomlValue } from "../formats/toml-file.ts";

const BASE = ["tool", "poetry"];

/** Reads [tool.poetry] of a project without [project] (Poetry 1 and 2). */
export function readPoetryTable(toml: TomlFile): StaticProject {
  // poetry-dynamic-versioning wants a placeholder there.
  const isPlaceholder = toml.get(["tool", "poetry-dynamic-versioning", "enable"]) === true;
  const version = isPlaceholder ? null : stringAt(toml, [...BASE, "version"]);
  const requirements = readRequirements(toml);
  const groups = new Map<string, readonly StaticEntryPoint[]>();
  for (const group of keysOf(toml, [...BASE, "plugins"]))
    groups.set(group, entryPoints(toml, [...BASE, "plugins", group]));
  const python = stringAt(toml, [...BASE, "dependencies", "python"]);
  return {
    ...EMPTY_PROJECT,
    source: "tool.poetry",
    name: stringAt(toml, [...BASE, "name"]),
    version,
    versionSource: version === null ? "dynamic" : "tool.poetry",
    summary: stringAt(toml, [...BASE, "description"]),
    requiresPython: python === null ? null : { value: poetryPython(python.value), location: python.location },
    dependencies: requirements.main,
    optionalDependencies: requirements.extras,
    dependenciesKnown: true,
    scripts: entryPoints(toml, [...BASE, "scripts"]),
    entryPoints: groups,
    readme: readme(toml),
    license: license(toml),
    urls: urls(toml),
    authors: people(toml, "authors"),
    maintainers: people(toml, "maintainers"),
    classifiers: stringList(toml, [...BASE, "classifiers"]),
    keywords: stringList(toml, [...BASE, "keywords"]).map((item) => item.value),
  };
}

function readRequirements(toml: TomlFile): {
  main: readonly Located<string>[];
  extras: ReadonlyMap<string, readonly Located<string>[]>;
} {
  const main: Located<string>[] = [];
  const optional = new Map<string, readonly Located<string>[]>();
  for (const name of keysOf(toml, [...BASE, "dependencies"])) {
    if (name === "python") continue;
    const path = [...BASE, "dependencies", name];
    const value = toml.get(path);
    const alternatives = Array.isArray(value)
      ? (value as readonly TomlValue[])
      : value === undefined
        ? []
        : [value];
    const texts = alternatives.map((item) =>
      withLocation({ value: requirementText(name, item) }, () => toml.locate(path, "key")),
    );
    const isOptional = alternatives.some((item) => isTable(item) && item["optional"] === true);
    if (isOptional) optional.set(name, texts);
    else {
      for (const each of texts) main.push(each);
    }
  }
  const extras = new Map<string, readonly Located<string>[]>();
  for (const extra of keysOf(toml, [...BASE, "extras"])) {
    extras.set(
      extra,
      stringList(toml, [...BASE, "extras", extra]).flatMap((item) => optional.get(item.value) ?? []),
    );
  }
  return { main, extras };
}

function requirementText(name: string, value: TomlValue): string {
  if (typeof value === "string") return name + poetryConstraint(value);
  if (!isTable(value)) return name;
  const extraList = Array.isArray(value["extras"]) ? (value["extras"] as readonly TomlValue[]) : [];
  const extras = extraList.length > 0 ? `[${extraList.map(String).join(",")}]` : "";
  const marker = markerOf(value);
  const suffix = marker === "" ? "" : `; ${marker}`;
  if (typeof value["git"] === "string") {
    const reference = value["rev"] ?? value["tag"] ?? value["branch"];
    const at = typeof reference === "string" ? `@${reference}` : "";
    return `${name}${extras} @ git+${value["git"]}${at}${suffix === "" ? "" : ` ${suffix}`}`;
  }
  if (typeof value["url"] === "string")
    return `${name}${extras} @ ${value["url"]}${suffix === "" ? "" : ` ${suffix}`}`;
  if (typeof value["path"] === "string")
    return `${name}${extras} @ file:${value["path"]}${suffix === "" ? "" : ` ${suffix}`}`;
  const constraint = typeof value["version"] === "string" ? poetryConstraint(value["version"]) : "";
  return name + extras + constraint + suffix;
}

function markerOf(value: { readonly [key: string]: TomlValue }): string {
  const parts: string[] = [];
  if (typeof value["markers"] === "string") parts.push(`(${value["markers"]})`);
  if (typeof value["python"] === "string") {
    for (const part of poetryPython(value["python"]).split(",")) {
      const match = /^(<=|>=|==|!=|<|>|~=)(.+)$/.exec(part);
      if (match !== null) parts.push(`python_version ${match[1]} "${match[2]}"`);
    }
  }
  if (typeof value["platform"] === "string") parts.push(`sys_platform == "${value["platform"]}"`);
  return parts.join(" and ");
}

function entryPoints(toml: TomlFile, path: KeyPath): readonly StaticEntryPoint[] {
  return keysOf(toml, path).flatMap((name) => {
    const value = toml.get([...path, name]);
    const reference =
      isTable(value) && value["type"] !== "file" ? (value["reference"] ?? value["callable"]) : value;
    if (typeof reference !== "string") return [];
    return [withLocation({ name, target: reference }, () => toml.locate([...path, name]))];
  });
}

function readme(toml: TomlFile): StaticProject["readme"] {
  const path = [...BASE, "readme"];
  const value = toml.get(path);
  const file = Array.isArray(value) ? (value as readonly TomlValue[])[0] : value;
  if (typeof file !== "string") return null;
  return withLocation({ file, text: null, contentType: readmeContentType(file) }, () => toml.locate(path));
}

function license(toml: TomlFile): StaticProject["license"] {
  const value = stringAt(toml, [...BASE, "license"]);
  return value === null
    ? null
    : { expression: null, text: value.value, file: null, location: value.location };
}

function urls(toml: TomlFile): StaticProject["urls"] {
  const named = ["homepage", "repository", "documentation"].map((key) => ({
    label: key,
    path: [...BASE, key],
  }));
  const labelled = keysOf(toml, [...BASE, "urls"]).map((label) => ({
    label,
    path: [...BASE, "urls", label],
  }));
  return [...named, ...labelled].flatMap(({ label, path }) => {
    const url = stringAt(toml, path);
    return url === null ? [] : [{ label, url: url.value, location: url.location }];
  });
}

function people(toml: TomlFile, key: "authors" | "maintainers"): StaticProject["authors"] {
  return stringList(toml, [...BASE, key]).map((item) => {
    const match = /^([^<]*?)\s*(?:<([^>]*)>)?$/.exec(item.value);
    return { name: match?.[1] || null, email: match?.[2] ?? null, location: item.location };
  });
}
