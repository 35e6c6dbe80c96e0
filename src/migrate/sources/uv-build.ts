import { tableOf } from "../../tree/pyproject-project.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { TomlFile } from "../../tree/formats/toml-file.ts";
import { matchesFromTop } from "../../text/glob.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { readProjectModel, text, texts, type Table } from "./project-table.ts";
import type { Source, SourceReading } from "./source.ts";
import { knownKeys, unknownKeys, type KnownKeys } from "./unknown-keys.ts";

const BUILD = ["tool", "uv", "build-backend"];

const KNOWN: KnownKeys = {
  ...knownKeys("default-excludes", "module-name", "module-root", "namespace", "source-exclude"),
  ...knownKeys("source-include", "wheel-exclude"),
  data: knownKeys("data", "headers", "platlib", "purelib", "scripts"),
};

/** Whatever the settings, unless `default-excludes` is false. */
const NEVER = ["__pycache__", "*.pyc", "*.pyo"];

/** uv_build: [project] and [tool.uv.build-backend]. */
export const uvBuildSource: Source = {
  id: "uv_build",
  title: "uv_build",
  recognises: (tree) => tree.backend.id === "uv_build",
  read: readUvBuild,
};

function readUvBuild(tree: SourceTree): Promise<SourceReading> {
  const book = new RemarkBook();
  const toml = tree.pyproject as TomlFile;
  const project = readProjectModel(toml, book);
  const settings = tableOf(toml.get(BUILD));
  const data = tableOf(settings["data"]);
  for (const scheme of ["headers", "purelib", "platlib"])
    if (data[scheme] !== undefined)
      book.refuse(
        `data-files:${scheme}`,
        `data.${scheme} of [tool.uv.build-backend] puts files beside the package`,
        "stay on uv_build, or move them into the package",
      );
  book.intend("sdist-file", "pyproject.toml.orig", "uv_build keeps the pyproject.toml that it rewrites");
  return Promise.resolve({
    model: { ...project, ...readFiles(tree, project, settings, data, book) },
    replaces: toml.get(BUILD) === undefined ? [] : [BUILD],
    unknown: unknownKeys(toml, BUILD, KNOWN),
    replacedFiles: [],
    buildRequires: [],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  });
}

type Files = Pick<ProjectModel, "wheel" | "sdist" | "licenseFiles" | "scriptFiles" | "dataFiles">;

function readFiles(
  tree: SourceTree,
  project: ProjectModel,
  settings: Table,
  data: Table,
  book: RemarkBook,
): Files {
  const root = folder(text(settings["module-root"]) ?? "src");
  const never = settings["default-excludes"] === false ? [] : NEVER;
  const sourceExclude = [...never, ...texts(settings["source-exclude"])];
  const wheelExclude = texts(settings["wheel-exclude"]);
  const sourceInclude = texts(settings["source-include"]);
  const paths = tree.files.filter(({ kind }) => kind !== "submodule").map(({ path }) => path);
  const kept = paths.filter((path) => !sourceExclude.some((pattern) => excludes(pattern, path)));
  const tops = modulesOf(project, settings).map((name) => `${root}${name}`);
  const own = kept.filter((path) => tops.some((top) => path.startsWith(top)));
  if (own.length === 0)
    book.refuse(
      "packages",
      `uv_build finds no package at ${tops.join(", ")}`,
      "name it: [tool.uv.build-backend] module-name, module-root",
    );
  const below = (scheme: string): readonly string[] => {
    const at = folder(text(data[scheme]) ?? "");
    return at === "" ? [] : kept.filter((path) => path.startsWith(at));
  };
  const globs = texts(tableOf(tree.pyproject?.get(["project"]))["license-files"]);
  const licenseFiles = paths.filter((path) => globs.some((glob) => matchesFromTop(glob, path)));
  const shipped = own.filter((path) => !wheelExclude.some((pattern) => excludes(pattern, path)));
  const dataFiles = new Map<string, string[]>();
  const dataRoot = folder(text(data["data"]) ?? "");
  for (const path of below("data")) {
    const to = path.slice(dataRoot.length, Math.max(dataRoot.length, path.lastIndexOf("/")));
    dataFiles.set(to, [...(dataFiles.get(to) ?? []), path]);
  }
  return {
    wheel: new Map(shipped.map((path) => [path.slice(root.length), path])),
    sdist: new Set([
      ...own,
      ...kept.filter((path) => sourceInclude.some((pattern) => covers(pattern, path))),
      ...below("scripts"),
      ...below("data"),
      ...licenseFiles,
      ...(project.readme?.value.files ?? []),
      "pyproject.toml",
    ]),
    licenseFiles,
    scriptFiles: below("scripts"),
    dataFiles,
  };
}

/** Directories below the root of modules that are packaged; the empty one is all of them. */
function modulesOf({ name }: ProjectModel, settings: Table): readonly string[] {
  const given = settings["module-name"];
  const names = typeof given === "string" ? [given] : texts(given);
  if (names.length > 0) return names.map((each) => `${each.replaceAll(".", "/")}/`);
  if (settings["namespace"] === true) return [""];
  return [`${name.value.toLowerCase().replaceAll(/[-_.]+/g, "_")}/`];
}

/** A pattern to include begins at the top; what it names as a directory stands for everything below it. */
function covers(pattern: string, path: string): boolean {
  return matchesFromTop(pattern, path) || matchesFromTop(`${pattern}/**`, path);
}

/** A pattern to exclude fits at any depth, unless it begins with a slash. */
function excludes(pattern: string, path: string): boolean {
  return pattern.startsWith("/")
    ? covers(pattern.slice(1), path)
    : covers(pattern, path) || covers(`**/${pattern}`, path);
}

function folder(path: string): string {
  const clean = path.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
  return clean === "" || clean === "." ? "" : `${clean}/`;
}
