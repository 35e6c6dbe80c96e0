import { isTable, keysOf, readmeContentType, tableOf } from "../../tree/pyproject-project.ts";
import type { TomlFile, TomlValue } from "../../tree/formats/toml-file.ts";
import {
  emptyModel,
  noted,
  type EntryPointModel,
  type GroupItem,
  type Noted,
  type ProjectModel,
} from "../model/project-model.ts";
import type { RemarkBook } from "../model/remarks.ts";
import { classifiersBeside, readLicense } from "./licenses.ts";

/** What [project] and [dependency-groups] say (PEP 621, 639, 735), without version and files. */
export function readProjectModel(toml: TomlFile, book: RemarkBook): ProjectModel {
  const project = tableOf(toml.get(["project"]));
  const name = text(project["name"]) ?? "";
  const license = readLicense(text(project["license"]) ?? text(tableOf(project["license"])["text"]), book);
  const classifiers = texts(project["classifiers"]).map((each) => noted(each));
  return {
    ...emptyModel(name),
    ...(text(project["version"]) !== null && {
      version: { kind: "static", version: noted(text(project["version"]) ?? "") },
    }),
    summary: maybe(text(project["description"])),
    readme: readme(project["readme"]),
    requiresPython: maybe(text(project["requires-python"])),
    ...license,
    authors: people(project["authors"]),
    maintainers: people(project["maintainers"]),
    keywords: texts(project["keywords"]).map((each) => noted(each)),
    classifiers: classifiersBeside(classifiers, license.license?.value ?? null, book),
    urls: pairs(project["urls"]).map(([label, url]) => noted({ label, url })),
    dependencies: texts(project["dependencies"]).map((each) => noted(each)),
    extras: new Map(
      keysOf(toml, ["project", "optional-dependencies"]).map((extra) => [
        extra,
        texts(tableOf(project["optional-dependencies"])[extra]).map((each) => noted(each)),
      ]),
    ),
    scripts: points(project["scripts"]),
    guiScripts: points(project["gui-scripts"]),
    entryPoints: new Map(
      keysOf(toml, ["project", "entry-points"]).map((group) => [
        group,
        points(tableOf(project["entry-points"])[group]),
      ]),
    ),
    groups: readGroups(toml),
  };
}

/** [dependency-groups] as it is. */
export function readGroups(toml: TomlFile): ProjectModel["groups"] {
  return new Map(
    keysOf(toml, ["dependency-groups"]).map((group) => {
      const items = toml.get(["dependency-groups", group]);
      return [
        group,
        (Array.isArray(items) ? (items as readonly unknown[]) : []).flatMap((item) => groupItem(item)),
      ] as const;
    }),
  );
}

function groupItem(item: unknown): readonly Noted<GroupItem>[] {
  if (typeof item === "string") return [noted(item)];
  const included = isTable(item) ? item["include-group"] : undefined;
  return typeof included === "string" ? [noted({ "include-group": included })] : [];
}

/** What a member of a group that is a directory means for whom. */
export function remarkDirectory(name: string, group: string, book: RemarkBook): void {
  book.note(
    `${name} of the group "${group}" is a directory, and only uv reads [tool.uv.sources]: pip would take ${name} from the index`,
  );
}

/** A table of TOML. */
export type Table = { readonly [key: string]: TomlValue };

/** A text, or null. */
export function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The texts of an array. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

function maybe(value: string | null): Noted<string> | null {
  return value === null ? null : noted(value);
}

function pairs(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(tableOf(value)).flatMap(([key, each]) =>
    typeof each === "string" ? [[key, each] as const] : [],
  );
}

function points(value: unknown): readonly Noted<EntryPointModel>[] {
  return pairs(value).map(([name, target]) => noted({ name, target }));
}

function people(value: unknown): ProjectModel["authors"] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[])
    .filter(isTable)
    .map((person) => noted({ name: text(person["name"]), email: text(person["email"]) }));
}

/** A readme given as a text stays where it is: the model has none, and [project] keeps its own. */
function readme(value: unknown): ProjectModel["readme"] {
  const file = text(value) ?? text(tableOf(value)["file"]);
  if (file === null) return null;
  return noted({
    files: [file],
    contentType: text(tableOf(value)["content-type"]) ?? readmeContentType(file),
  });
}
