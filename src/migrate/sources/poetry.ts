import { normalizeName } from "../../version/names.ts";
import { keysOf, tableOf } from "../../tree/pyproject-project.ts";
import { tomlComments } from "../../tree/edit/toml-comments.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";
import { emptyModel, noted, type ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { readProjectModel, text, texts, type Table } from "./project-table.ts";
import { readRequirements } from "./poetry/dependencies.ts";
import { readExtras } from "./poetry/extras.ts";
import { readFiles } from "./poetry/files.ts";
import { readGroupTables } from "./poetry/groups.ts";
import { normalVersion, readMetadata, readPlugins, readScripts, remarkPeople } from "./poetry/metadata.ts";
import { dynamicVersion } from "./poetry/dynamic-version.ts";
import type { Source, SourceReading } from "./source.ts";
import { knownKeys, unknownKeys, type KnownKeys } from "./unknown-keys.ts";

const BASE = ["tool", "poetry"];

const KNOWN: KnownKeys = {
  ...knownKeys("authors", "build", "classifiers", "dependencies", "description", "dev-dependencies"),
  ...knownKeys("documentation", "exclude", "extras", "homepage", "include", "keywords", "license"),
  ...knownKeys("maintainers", "name", "package-mode", "packages", "plugins", "readme", "repository"),
  ...knownKeys("requires-poetry", "requires-plugins", "scripts", "source", "urls", "version"),
  group: { "*": knownKeys("dependencies", "include-groups", "optional") },
};

/** Poetry 1 and 2: [tool.poetry], with or without [project]. */
export const poetrySource: Source = {
  id: "poetry",
  title: "Poetry",
  recognises: (tree) =>
    tree.backend.id === "poetry" ||
    (tree.backend.legacy &&
      tree.pyproject?.get(BASE) !== undefined &&
      tree.pyproject.get(["project"]) === undefined),
  read: readPoetry,
};

async function readPoetry(tree: SourceTree): Promise<SourceReading> {
  const book = new RemarkBook();
  const toml = tree.pyproject as TomlFile;
  const poetry = tableOf(toml.get(BASE));
  const hasProject = toml.get(["project"]) !== undefined;
  const described = hasProject ? readBoth(toml, book) : readOld(toml, poetry, book);
  const { model: withVersion, changed } = await dynamicVersion(tree, described, book);
  refuseWhatCannotGo(poetry, book);
  const legal = toml.get(["project", "license-files"]);
  const files = readFiles(
    tree,
    poetry,
    {
      name: described.name.value,
      readmes: described.readme?.value.files ?? [],
      licenseFiles: Array.isArray(legal) ? texts(legal) : null,
    },
    book,
  );
  const replaces = [BASE, ["tool", "poetry-dynamic-versioning"]].filter(
    (path) => toml.get(path) !== undefined,
  );
  return {
    model: { ...withVersion, ...files, sdist: new Set([...files.sdist, ...described.scriptFiles]) },
    replaces,
    unknown: unknownKeys(toml, BASE, KNOWN),
    kept: [...NEEDED.map((key) => [...BASE, key]), ...neededOfGroups(toml)].filter(
      (path) => toml.get(path) !== undefined,
    ),
    replacedFiles: [],
    ...(changed.size > 0 && { addedFiles: changed }),
    buildRequires: ["poetry", "poetry-core", "poetry-dynamic-versioning"],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** [tool.poetry] alone. */
function readOld(
  toml: TomlFile,
  poetry: Table,
  book: RemarkBook,
  project: ProjectModel | null = null,
): ProjectModel {
  const name = text(poetry["name"]) ?? "";
  const version = text(poetry["version"]) ?? "0";
  const plugins = readPlugins(toml);
  const scripts = readScripts(toml, book);
  const more = plugins.get("console_scripts") ?? [];
  const gui = plugins.get("gui_scripts") ?? [];
  plugins.delete("console_scripts");
  plugins.delete("gui_scripts");
  return {
    ...emptyModel(name),
    name: noted(name, tomlComments(toml, [...BASE, "name"])),
    version: {
      kind: "static",
      version: noted(normalVersion(version), tomlComments(toml, [...BASE, "version"])),
    },
    ...readMetadata(toml, book, project),
    ...readExtras(toml, readRequirements(toml, [...BASE, "dependencies"], book), book),
    ...scripts,
    scripts: [...scripts.scripts, ...more],
    guiScripts: gui,
    entryPoints: plugins,
    ...readGroupTables(toml, book),
  };
}

/** Poetry 2: [project] says it, [tool.poetry] fills what is dynamic. */
function readBoth(toml: TomlFile, book: RemarkBook): ProjectModel {
  const project = readProjectModel(toml, book);
  const old = readOld(toml, tableOf(toml.get(BASE)), new RemarkBook(), project);
  const version = text(toml.get([...BASE, "version"]));
  const own = tableOf(toml.get(["project"]));
  const main = own["dependencies"] === undefined && own["optional-dependencies"] === undefined;
  const mixed = main ? null : filledByPoetry(toml, own, project, old);
  remarkPeople(
    {
      authors: own["authors"] === undefined ? old.authors : project.authors,
      maintainers: own["maintainers"] === undefined ? old.maintainers : project.maintainers,
    },
    book,
  );
  remarkContradictions(own, project, old, main || mixed !== null, book);
  if (main) readExtras(toml, readRequirements(toml, [...BASE, "dependencies"], book), book);
  return {
    ...project,
    ...(own["version"] === undefined && version !== null && { version: old.version }),
    ...(main && { dependencies: old.dependencies, extras: old.extras }),
    ...mixed,
    ...(own["description"] === undefined && { summary: old.summary }),
    ...(own["classifiers"] === undefined && { classifiers: old.classifiers }),
    ...(own["readme"] === undefined && { readme: old.readme }),
    ...(own["requires-python"] === undefined && { requiresPython: old.requiresPython }),
    ...(own["license"] === undefined && { license: old.license, licenseText: old.licenseText }),
    ...(own["authors"] === undefined && { authors: old.authors }),
    ...(own["maintainers"] === undefined && { maintainers: old.maintainers }),
    ...(own["keywords"] === undefined && { keywords: old.keywords }),
    ...(own["urls"] === undefined && { urls: old.urls }),
    ...(own["scripts"] === undefined && { scripts: old.scripts }),
    ...(own["gui-scripts"] === undefined && { guiScripts: old.guiScripts }),
    ...(own["entry-points"] === undefined && { entryPoints: old.entryPoints }),
    scriptFiles: old.scriptFiles,
    ...readGroupTables(toml, book),
  };
}

/**
 * Of dependencies and extras one is in [project], and the other is dynamic: Poetry takes it from its own table. Null when
 * [project] has it all.
 */
function filledByPoetry(
  toml: TomlFile,
  own: Table,
  project: ProjectModel,
  old: ProjectModel,
): Pick<ProjectModel, "dependencies" | "extras"> | null {
  const dynamic = texts(own["dynamic"]);
  if (own["dependencies"] === undefined && dynamic.includes("dependencies")) {
    const all = readRequirements(toml, [...BASE, "dependencies"], new RemarkBook());
    const asked = all
      .filter(({ isOptional, extra }) => extra === null && !isOptional)
      .map(({ requirement }) => requirement);
    return { dependencies: asked, extras: project.extras };
  }
  return own["optional-dependencies"] === undefined && dynamic.includes("optional-dependencies")
    ? { dependencies: project.dependencies, extras: old.extras }
    : null;
}

/** Two tables that say different things: [project] counts, and nobody should have to find that out. */
function remarkContradictions(
  own: Table,
  project: ProjectModel,
  old: ProjectModel,
  isInPoetry: boolean,
  book: RemarkBook,
): void {
  const versionOf = ({ version }: ProjectModel): string =>
    version.kind === "static" ? version.version.value : "";
  for (const [key, first, second] of [
    ["name", normalizeName(project.name.value), normalizeName(old.name.value)],
    ["version", own["version"] === undefined ? "" : versionOf(project), versionOf(old)],
    ["description", project.summary?.value ?? "", old.summary?.value ?? ""],
  ] as const)
    if (first !== "" && second !== "" && second !== "0" && first !== second)
      book.note(
        `[project] and [tool.poetry] contradict each other: ${key} is "${first}" and "${second}"; [project] takes precedence`,
      );
  if (isInPoetry) return;
  const named = new Set(
    [...project.dependencies, ...[...project.extras.values()].flat()].map(({ value }) => nameOf(value)),
  );
  for (const { value } of old.dependencies)
    if (!named.has(nameOf(value)))
      book.note(
        `${value} is a dependency in [tool.poetry] but not in [project], which takes precedence: Poetry omits it from the metadata, and so does the migration`,
      );
}

function nameOf(requirement: string): string {
  return normalizeName(/^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? "");
}

/** What Poetry 2 needs besides [project] and [dependency-groups] to install the project. */
const NEEDED = ["packages", "source", "requires-poetry", "requires-plugins"];

/** Of groups: whether one is optional, and directories of this machine, which [dependency-groups] cannot name. */
function neededOfGroups(toml: TomlFile): readonly KeyPath[] {
  return keysOf(toml, [...BASE, "group"]).flatMap((group): readonly KeyPath[] => {
    const base = [...BASE, "group", group];
    const paths = keysOf(toml, [...base, "dependencies"])
      .map((name) => [...base, "dependencies", name])
      .filter((path) => typeof tableOf(toml.get(path))["path"] === "string");
    return [[...base, "optional"], ...paths];
  });
}

function refuseWhatCannotGo(poetry: Table, book: RemarkBook): void {
  if (poetry["package-mode"] === false)
    book.refuse(
      "package-mode",
      "package-mode is false: the project is not built, so there is nothing to migrate",
      "remove package-mode to package the project",
    );
  const build = text(poetry["build"]) ?? text(tableOf(poetry["build"])["script"]);
  if (build !== null)
    book.refuse(
      "build-script",
      `${build} builds parts of the wheel, and Poetry tags the wheel for this platform`,
      `write what ${build} builds as ext-modules of setuptools first, then remove build from [tool.poetry]`,
    );
  if (Array.isArray(poetry["source"]))
    book.note(
      "[[tool.poetry.source]] names indexes: configure them in your installer, for example [[tool.uv.index]]",
    );
}
