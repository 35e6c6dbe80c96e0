import { keysOf, tableOf } from "../../tree/pyproject-project.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";
import { matchesFromTop } from "../../text/glob.ts";
import {
  noted,
  type GroupItem,
  type Noted,
  type ProjectModel,
  type VersionModel,
} from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { attributeVersion } from "./attribute-version.ts";
import { licenseFilesAt } from "./licenses.ts";
import { readProjectModel, remarkDirectory, text, texts } from "./project-table.ts";
import type { Source, SourceReading } from "./source.ts";
import { readWheelData } from "./pdm/wheel-data.ts";
import { knownKeys, unknownKeys, type KnownKeys } from "./unknown-keys.ts";

const PDM = ["tool", "pdm"];

const KNOWN: Readonly<Record<"build" | "version", KnownKeys>> = {
  build: {
    ...knownKeys("custom-hook", "editable-backend", "excludes", "includes", "is-purelib", "package-dir"),
    ...knownKeys("run-setuptools", "source-includes", "wheel-data"),
  },
  version: {
    ...knownKeys("fallback_version", "from", "getter", "path", "source", "tag_filter", "tag_regex"),
    ...knownKeys("use_scm", "version_format", "write_template", "write_to"),
  },
};

/** pdm-backend: [project] and what of [tool.pdm] is about building. */
export const pdmSource: Source = {
  id: "pdm",
  title: "PDM",
  recognises: (tree) => tree.backend.id === "pdm",
  read: readPdm,
};

async function readPdm(tree: SourceTree): Promise<SourceReading> {
  const book = new RemarkBook();
  const toml = tree.pyproject as TomlFile;
  const project = readProjectModel(toml, book);
  const build = tableOf(toml.get([...PDM, "build"]));
  for (const key of ["run-setuptools", "custom-hook"])
    if (build[key] !== undefined && build[key] !== false)
      book.refuse(
        `build-hook:${key}`,
        `${key} of [tool.pdm.build] runs code during the build`,
        "keep pdm-backend, or commit the files that it creates",
      );
  if (tree.has("pdm_build.py"))
    book.refuse(
      "build-hook:pdm_build.py",
      "pdm_build.py runs during the build",
      "keep pdm-backend, or commit the files that it creates",
    );
  const files = readFiles(tree, toml, project);
  const paths = tree.files.filter(({ kind }) => kind !== "submodule").map(({ path }) => path);
  const data = readWheelData(build["wheel-data"], paths, files.sdist, book);
  const placed = [...data.scriptFiles, ...[...data.dataFiles.values()].flat()];
  const replaces: KeyPath[] = [
    [...PDM, "build"],
    [...PDM, "version"],
    [...PDM, "dev-dependencies"],
  ].filter((path) => toml.get(path) !== undefined);
  return {
    model: {
      ...project,
      ...files,
      ...data,
      sdist: new Set([...files.sdist, ...placed]),
      version: await readVersion(tree, toml, project, files.wheel, book),
      ...readGroups(toml, project, book),
    },
    replaces,
    unknown: (["build", "version"] as const).flatMap((key) => unknownKeys(toml, [...PDM, key], KNOWN[key])),
    replacedFiles: [],
    buildRequires: [],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** Where an editable member of the older form is: a directory of the tree or beside it, else an address. */
const EDITABLE = /^-e\s+(?:file:\/\/\/\$\{PROJECT_ROOT\}\/([^#\s]+)|([^#\s]+))#egg=([A-Za-z0-9._-]+)/;

/** Development dependencies of the older form are groups (PEP 735); an editable one keeps its directory. */
function readGroups(
  toml: TomlFile,
  { groups }: ProjectModel,
  book: RemarkBook,
): Pick<ProjectModel, "groups" | "localSources"> {
  const found = new Map<string, readonly Noted<GroupItem>[]>(groups);
  const localSources = new Map<string, Readonly<Record<string, string | boolean>>>();
  const itemsOf = (group: string, written: string): readonly string[] => {
    if (!written.startsWith("-e")) return [written];
    const [, path, address, name] = EDITABLE.exec(written) ?? [];
    if (name === undefined) {
      book.note(`"${written}" of the group "${group}" is not a requirement (PEP 508) and is omitted`);
      return [];
    }
    if (path === undefined) return [`${name} @ ${address ?? ""}`];
    localSources.set(name, { path, editable: true });
    remarkDirectory(name, group, book);
    return [name];
  };
  for (const group of keysOf(toml, [...PDM, "dev-dependencies"])) {
    const items = texts(toml.get([...PDM, "dev-dependencies", group]))
      .flatMap((each) => itemsOf(group, each))
      .map((each) => noted<GroupItem>(each));
    found.set(group, [...(found.get(group) ?? []), ...items]);
  }
  return { groups: found, localSources };
}

async function readVersion(
  tree: SourceTree,
  toml: TomlFile,
  project: ProjectModel,
  wheel: ReadonlyMap<string, string>,
  book: RemarkBook,
): Promise<VersionModel> {
  if (!texts(toml.get(["project", "dynamic"])).includes("version")) return project.version;
  const settings = tableOf(toml.get([...PDM, "version"]));
  const path = text(settings["path"]) ?? text(settings["from"]);
  if (path !== null) return attributeVersion(tree, path, wheel, book);
  if (settings["source"] === "scm" || settings["use_scm"] === true) {
    const file = text(settings["write_to"]);
    if (settings["version_format"] !== undefined)
      book.refuse(
        "version",
        "version_format of [tool.pdm.version] runs code of the project, and setuptools-scm does not",
        "remove version_format, or stay on pdm-backend",
      );
    const [regex, filter] = [text(settings["tag_regex"]), text(settings["tag_filter"])];
    const fallback = text(settings["fallback_version"]);
    return {
      kind: "scm",
      scm: {
        versionFile: file === null || wheel.size === 0 ? file : `${rootOf(wheel)}${file}`,
        // PDM writes the bare version, for which setuptools-scm has a form by the name of the file.
        versionFileTemplate:
          text(settings["write_template"]) ??
          (file === null || /\.(?:py|txt)$/.test(file) ? null : "{version}"),
        options: {
          ...(regex !== null && { tag_regex: regex }),
          ...(filter !== null && {
            git_describe_command: `git describe --dirty --tags --long --match ${filter}`,
          }),
          ...(fallback !== null && { fallback_version: fallback }),
        },
      },
    };
  }
  book.refuse(
    "version",
    "the version comes from a call to the project's own code",
    "write it as a literal in a module, or take it from tags with --scm",
  );
  return project.version;
}

function rootOf(wheel: ReadonlyMap<string, string>): string {
  const [first] = wheel;
  return first === undefined ? "" : first[1].slice(0, first[1].length - first[0].length);
}

/** pdm-backend: packages at the top or in `src`, else modules; data in the packages goes along. Tests only into the sdist. */
function readFiles(
  tree: SourceTree,
  toml: TomlFile,
  project: ProjectModel,
): Pick<ProjectModel, "wheel" | "sdist" | "licenseFiles"> {
  const paths = tree.files.filter(({ kind }) => kind !== "submodule").map(({ path }) => path);
  const build = tableOf(toml.get([...PDM, "build"]));
  const directory = text(build["package-dir"]);
  const root =
    directory === null
      ? paths.some((path) => path.startsWith("src/"))
        ? "src/"
        : ""
      : directory === "." || directory === ""
        ? ""
        : `${directory}/`;
  const covers = (pattern: string, path: string): boolean =>
    matchesFromTop(pattern, path) || matchesFromTop(`${pattern.replace(/\/+$/, "")}/**`, path);
  const includes = texts(build["includes"]);
  const excludes = texts(build["excludes"]);
  const sourceIncludes = texts(build["source-includes"]);
  const tops = new Set(
    paths
      .filter(
        (path) =>
          path.startsWith(root) &&
          path.endsWith("/__init__.py") &&
          path.slice(root.length).split("/").length === 2,
      )
      .map((path) => `${root}${path.slice(root.length).split("/")[0]}/`),
  );
  tops.delete("tests/");
  const isDefault = includes.length === 0;
  const chosen = paths.filter((path) => {
    if (!isDefault) return includes.some((pattern) => covers(pattern, path));
    if (tops.size > 0) return [...tops].some((top) => path.startsWith(top));
    return path.startsWith(root) && path.slice(root.length).indexOf("/") === -1 && path.endsWith(".py");
  });
  const own = chosen.filter(
    (path) =>
      !excludes.some((pattern) => covers(pattern, path)) &&
      !sourceIncludes.some((pattern) => covers(pattern, path)),
  );
  const globs = toml.get(["project", "license-files"]);
  const licenseFiles =
    globs === undefined
      ? licenseFilesAt(paths, false).filter((path) => !path.startsWith("AUTHORS"))
      : paths.filter((path) => texts(globs).some((glob) => matchesFromTop(glob, path)));
  const more = paths
    .filter((path) =>
      sourceIncludes.length > 0
        ? sourceIncludes.some((pattern) => covers(pattern, path))
        : path.startsWith("tests/"),
    )
    .filter((path) => !excludes.some((pattern) => covers(pattern, path)));
  return {
    wheel: new Map(own.map((path) => [path.startsWith(root) ? path.slice(root.length) : path, path])),
    sdist: new Set([
      ...own,
      ...more,
      ...licenseFiles,
      ...(project.readme?.value.files ?? []),
      "pyproject.toml",
    ]),
    licenseFiles,
  };
}
