import type { SourceTree } from "../../tree/source-tree.ts";
import { isTable, readmeContentType, tableOf } from "../../tree/pyproject-project.ts";
import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";
import { matchesFromTop } from "../../text/glob.ts";
import { emptyModel, noted, type ProjectModel, type VersionModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { attributeVersion } from "./attribute-version.ts";
import { classifiersBeside, licenseFilesAt, readLicense } from "./licenses.ts";
import { readGroups, readProjectModel, text, texts } from "./project-table.ts";
import { scmVersion } from "./scm-version.ts";
import type { Source, SourceReading } from "./source.ts";
import { knownKeys, unknownKeys, type KnownKeys } from "./unknown-keys.ts";

const FLIT = ["tool", "flit"];

const KNOWN: KnownKeys = {
  ...knownKeys("entrypoints", "external-data", "scripts"),
  metadata: {
    ...knownKeys("author", "author-email", "classifiers", "description-file", "dist-name", "home-page"),
    ...knownKeys("keywords", "license", "maintainer", "maintainer-email", "module", "requires"),
    ...knownKeys("requires-extra", "requires-python", "urls"),
  },
  module: knownKeys("name"),
  sdist: knownKeys("exclude", "include"),
};

/** flit: [project] with a module's version and docstring, or the older [tool.flit.metadata]. */
export const flitSource: Source = {
  id: "flit",
  title: "Flit",
  recognises: (tree) => tree.backend.id === "flit",
  read: readFlit,
};

async function readFlit(tree: SourceTree): Promise<SourceReading> {
  const book = new RemarkBook();
  const toml = tree.pyproject as TomlFile;
  const isOld = toml.get([...FLIT, "metadata"]) !== undefined;
  const project = isOld ? readOld(toml, book) : readProjectModel(toml, book);
  const module = moduleOf(tree, toml, project, book);
  const files = readFiles(tree, toml, project, module);
  const dynamic = isOld ? ["version", "description"] : texts(toml.get(["project", "dynamic"]));
  const version = dynamic.includes("version")
    ? await readVersion(tree, toml, module, files.wheel, book)
    : project.version;
  const summary = dynamic.includes("description") ? await docstring(tree, module, book) : project.summary;
  return {
    model: { ...project, ...files, ...externalData(tree, toml, files), version, summary },
    // flit keeps the file, and writes no text of it into the metadata.
    replaces: [
      FLIT,
      ...(toml.get(["project", "license", "file"]) === undefined ? [] : [["project", "license"]]),
    ].filter((path) => toml.get(path) !== undefined),
    unknown: unknownKeys(toml, FLIT, KNOWN),
    replacedFiles: [],
    buildRequires: [],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** The directory or file that is packaged. */
function moduleOf(tree: SourceTree, toml: TomlFile, { name }: ProjectModel, book: RemarkBook): string {
  const named =
    text(toml.get([...FLIT, "module", "name"])) ??
    text(toml.get([...FLIT, "metadata", "module"])) ??
    name.value.replaceAll("-", "_");
  const below = named.replaceAll(".", "/");
  for (const root of ["", "src/"]) {
    if (tree.files.some(({ path }) => path.startsWith(`${root}${below}/`))) return `${root}${below}`;
    if (tree.has(`${root}${below}.py`)) return `${root}${below}.py`;
  }
  book.refuse("packages", `there is no module ${named}`, "name it: [tool.flit.module] name");
  return below;
}

function readFiles(
  tree: SourceTree,
  toml: TomlFile,
  project: ProjectModel,
  module: string,
): Pick<ProjectModel, "wheel" | "sdist" | "licenseFiles"> {
  const paths = tree.files.filter(({ kind }) => kind !== "submodule").map(({ path }) => path);
  const own = paths.filter((path) => path === module || path.startsWith(`${module}/`));
  const include = texts(toml.get([...FLIT, "sdist", "include"]));
  const exclude = texts(toml.get([...FLIT, "sdist", "exclude"]));
  const covers = (pattern: string, path: string): boolean =>
    matchesFromTop(pattern, path) || matchesFromTop(`${pattern.replace(/\/+$/, "")}/**`, path);
  const globs = toml.get(["project", "license-files"]);
  const licenseFiles =
    globs === undefined
      ? licenseFilesAt(paths, false)
      : paths.filter((path) => texts(globs).some((glob) => matchesFromTop(glob, path)));
  const more = paths.filter((path) => include.some((pattern) => covers(pattern, path)));
  const sdist = [...own, ...licenseFiles, ...(project.readme?.value.files ?? []), "pyproject.toml", ...more];
  return {
    wheel: new Map(own.map((path) => [path.replace(/^src\//, ""), path])),
    sdist: new Set(sdist.filter((path) => !exclude.some((pattern) => covers(pattern, path)))),
    licenseFiles,
  };
}

/** Every file of one directory goes into the environment, at the path that it has there. */
function externalData(
  tree: SourceTree,
  toml: TomlFile,
  { sdist }: Pick<ProjectModel, "sdist">,
): Partial<Pick<ProjectModel, "dataFiles" | "sdist">> {
  const directory = text(toml.get([...FLIT, "external-data", "directory"]))?.replace(/^\.\/|\/+$/g, "");
  if (directory === undefined || directory === "") return {};
  const paths = tree.files.map(({ path }) => path).filter((path) => path.startsWith(`${directory}/`));
  const folderOf = (path: string): string => path.slice(directory.length + 1, path.lastIndexOf("/"));
  return { dataFiles: Map.groupBy(paths, folderOf), sdist: new Set([...sdist, ...paths]) };
}

function readVersion(
  tree: SourceTree,
  toml: TomlFile,
  module: string,
  wheel: ReadonlyMap<string, string>,
  book: RemarkBook,
): Promise<VersionModel> {
  if (tree.backend.buildBackend === "flit_scm:buildapi")
    return Promise.resolve(scmVersion(tableOf(toml.get(["tool", "setuptools_scm"]))));
  return attributeVersion(tree, module.endsWith(".py") ? module : `${module}/__init__.py`, wheel, book);
}

/** flit takes the first line of the module's docstring for the summary. */
async function docstring(
  tree: SourceTree,
  module: string,
  book: RemarkBook,
): Promise<ProjectModel["summary"]> {
  const source = (await tree.readText(module.endsWith(".py") ? module : `${module}/__init__.py`)) ?? "";
  const found = /^(?:\s*#[^\n]*\n|\s*\n)*\s*[rRuU]?("""|'''|"|')([\s\S]*?)\1/.exec(source)?.[2];
  const line = found?.trim().split("\n")[0]?.trim();
  if (line === undefined || line === "") {
    book.refuse(
      "summary",
      "the module has no docstring, which flit uses as the summary",
      "write description into [project]",
    );
    return null;
  }
  book.note("the description is written into [project]: no other backend reads it from the docstring");
  return noted(line);
}

/** [tool.flit.metadata], before PEP 621. */
function readOld(toml: TomlFile, book: RemarkBook): ProjectModel {
  const metadata = tableOf(toml.get([...FLIT, "metadata"]));
  const value = (key: string): string | null => text(metadata[key]);
  const module = value("module") ?? "";
  const extras = Object.entries(tableOf(metadata["requires-extra"])).map(
    ([extra, items]) => [extra, texts(items).map((each) => noted(each))] as const,
  );
  const readme = value("description-file");
  const home = value("home-page");
  const license = readLicense(value("license"), book);
  const points = (path: KeyPath): ProjectModel["scripts"] =>
    Object.entries(tableOf(toml.get(path))).flatMap(([name, target]) =>
      typeof target === "string" ? [noted({ name, target })] : [],
    );
  return {
    ...emptyModel(value("dist-name") ?? module),
    readme: readme === null ? null : noted({ files: [readme], contentType: readmeContentType(readme) }),
    requiresPython: value("requires-python") === null ? null : noted(value("requires-python") ?? ""),
    ...license,
    authors:
      value("author") === null && value("author-email") === null
        ? []
        : [noted({ name: value("author"), email: value("author-email") })],
    maintainers:
      value("maintainer") === null && value("maintainer-email") === null
        ? []
        : [noted({ name: value("maintainer"), email: value("maintainer-email") })],
    keywords: (value("keywords") ?? "")
      .split(/[,\s]+/)
      .filter((each) => each !== "")
      .map((each) => noted(each)),
    classifiers: classifiersBeside(
      texts(metadata["classifiers"]).map((each) => noted(each)),
      license.license?.value ?? null,
      book,
    ),
    urls: [
      ...(home === null ? [] : [noted({ label: "Homepage", url: home })]),
      ...Object.entries(tableOf(metadata["urls"])).flatMap(([label, url]) =>
        typeof url === "string" ? [noted({ label, url })] : [],
      ),
    ],
    dependencies: texts(metadata["requires"]).map((each) => noted(each)),
    extras: new Map(extras),
    scripts: points([...FLIT, "scripts"]),
    entryPoints: new Map(
      Object.entries(tableOf(toml.get([...FLIT, "entrypoints"]))).flatMap(([group, table]) =>
        isTable(table) ? [[group, points([...FLIT, "entrypoints", group])] as const] : [],
      ),
    ),
    groups: readGroups(toml),
  };
}
