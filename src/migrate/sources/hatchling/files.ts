import type { SourceTree } from "../../../tree/source-tree.ts";
import type { TomlFile } from "../../../tree/formats/toml-file.ts";
import { matchesFromTop } from "../../../text/glob.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { fitsPatterns } from "../git-patterns.ts";
import { licenseFilesAt } from "../licenses.ts";
import { tableOf } from "../../../tree/pyproject-project.ts";
import { text, texts, type Table } from "../project-table.ts";

const BUILD = ["tool", "hatch", "build"];

type Files = Pick<ProjectModel, "wheel" | "sdist" | "licenseFiles" | "scriptFiles" | "dataFiles">;

/** What hatchling puts into the wheel and the sdist of files that git does not ignore. */
export function readHatchFiles(tree: SourceTree, project: ProjectModel, book: RemarkBook): Files {
  const toml = tree.pyproject as TomlFile;
  const paths = tree.files.filter(({ kind }) => kind !== "submodule").map(({ path }) => path);
  const all = tableOf(toml.get(BUILD));
  const wheelTable = tableOf(toml.get([...BUILD, "targets", "wheel"]));
  const sdistTable = tableOf(toml.get([...BUILD, "targets", "sdist"]));
  const globs = toml.get(["project", "license-files"]);
  const licenseFiles =
    globs === undefined
      ? licenseFilesAt(paths, false)
      : paths.filter((path) => texts(globs).some((glob) => matchesFromTop(glob, path)));
  for (const key of ["artifacts", "extra-metadata", "sbom-files"])
    if (all[key] !== undefined || wheelTable[key] !== undefined)
      book.refuse(
        `wheel:${key}`,
        `hatchling adds ${key}: files that are not in git, or lie outside of the package`,
        "stay on hatchling",
      );
  const scripts = placed(paths, tableOf(wheelTable["shared-scripts"]));
  const shared = placed(paths, tableOf(wheelTable["shared-data"]));
  for (const [path, place] of [...scripts, ...shared])
    if (baseOf(path) !== baseOf(place))
      book.refuse(
        `wheel-file:${place}`,
        `hatchling gives ${path} the name ${baseOf(place)}, and no other backend renames the files that it installs`,
        `rename the file to ${baseOf(place)}`,
      );
  const dataFiles = new Map<string, string[]>();
  for (const [path, place] of shared) {
    const folder = place.slice(0, Math.max(0, place.lastIndexOf("/")));
    dataFiles.set(folder, [...(dataFiles.get(folder) ?? []), path]);
  }
  const readmes = project.readme?.value.files ?? [];
  return {
    wheel: wheelFiles(paths, all, wheelTable, project, book),
    sdist: new Set([
      ...sdistFiles(paths, all, sdistTable),
      ...licenseFiles,
      ...readmes,
      "pyproject.toml",
      ...[...scripts, ...shared].map(([path]) => path),
    ]),
    licenseFiles,
    scriptFiles: scripts.map(([path]) => path),
    dataFiles,
  };
}

/** Files that a table names, or all below a directory that it names, and where they go. */
function placed(paths: readonly string[], table: Table): readonly (readonly [path: string, place: string])[] {
  return Object.entries(table).flatMap(([from, to]) => {
    if (typeof to !== "string") return [];
    const clean = trimmed(from);
    return paths.flatMap((path): (readonly [string, string])[] =>
      path === clean
        ? [[path, trimmed(to)]]
        : path.startsWith(`${clean}/`)
          ? [[path, trimmed(`${to}${path.slice(clean.length)}`)]]
          : [],
    );
  });
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function setting(all: Table, own: Table, key: string): readonly string[] {
  return own[key] === undefined ? texts(all[key]) : texts(own[key]);
}

function wheelFiles(
  paths: readonly string[],
  all: Table,
  own: Table,
  project: ProjectModel,
  book: RemarkBook,
): ReadonlyMap<string, string> {
  const packages = setting(all, own, "packages").map(trimmed);
  const only = setting(all, own, "only-include").map(trimmed);
  const include = setting(all, own, "include");
  const exclude = setting(all, own, "exclude");
  const forced = { ...tableOf(all["force-include"]), ...tableOf(own["force-include"]) };
  const found = new Map<string, string>();
  const isNamed = packages.length + only.length + include.length > 0 || own["bypass-selection"] === true;
  const chosen = isNamed ? packages : byName(paths, project);
  const roots = [...chosen, ...only];
  // What is forced is the whole wheel of a project without such a package.
  if (!isNamed && chosen.length === 0 && Object.keys(forced).length === 0)
    book.refuse(
      "packages",
      "hatchling finds no package with the project's name",
      "name it: [tool.hatch.build.targets.wheel] packages",
    );
  const sources = own["sources"] ?? all["sources"];
  const isPackaged = packagedOnly(paths, all, own);
  for (const path of paths) {
    const isIn =
      roots.length === 0
        ? isNamed && include.length > 0
        : roots.some((root) => path === root || path.startsWith(`${root}/`));
    if (
      !isIn ||
      !isPackaged(path) ||
      (include.length > 0 && !fitsPatterns(include, path)) ||
      fitsPatterns(exclude, path)
    )
      continue;
    found.set(rewritten(path, chosen, sources), path);
  }
  for (const [path, place] of placed(paths, forced)) found.set(place, path);
  return found;
}

/** A package loses the directories above it; `sources` are taken off or replaced. */
function rewritten(path: string, packages: readonly string[], sources: unknown): string {
  const own = packages.find((root) => path === root || path.startsWith(`${root}/`));
  if (own?.includes("/")) return path.slice(own.lastIndexOf("/") + 1);
  for (const source of texts(sources))
    if (path.startsWith(`${trimmed(source)}/`)) return path.slice(trimmed(source).length + 1);
  for (const [from, to] of Object.entries(tableOf(sources))) {
    const clean = trimmed(from);
    if (path.startsWith(`${clean}/`)) return trimmed(`${text(to) ?? ""}${path.slice(clean.length)}`);
  }
  return path;
}

/** Without settings: the package or module of the project's name, here, in `src`, or below one namespace. */
function byName(paths: readonly string[], { name }: ProjectModel): readonly string[] {
  const names = [
    ...new Set([name.value.replaceAll(/[-.]+/g, "_"), name.value.toLowerCase().replaceAll(/[-_.]+/g, "_")]),
  ];
  for (const each of names) {
    for (const root of [each, `src/${each}`]) if (paths.includes(`${root}/__init__.py`)) return [root];
    if (paths.includes(`${each}.py`)) return [`${each}.py`];
    const spaces = paths
      .filter((path) => path.endsWith(`/${each}/__init__.py`) && path.split("/").length === 3)
      .map((path) => path.split("/")[0] ?? "");
    if (spaces.length === 1) return spaces;
  }
  return [];
}

function sdistFiles(paths: readonly string[], all: Table, own: Table): readonly string[] {
  const include = setting(all, own, "include");
  const exclude = setting(all, own, "exclude");
  const only = setting(all, own, "only-include").map(trimmed);
  const forced = Object.keys({ ...tableOf(all["force-include"]), ...tableOf(own["force-include"]) }).map(
    trimmed,
  );
  const isPackaged = packagedOnly(paths, all, own);
  return paths.filter((path) => {
    if (forced.some((root) => path === root || path.startsWith(`${root}/`))) return true;
    if (only.length > 0 && !only.some((root) => path === root || path.startsWith(`${root}/`))) return false;
    if (include.length > 0 && !fitsPatterns(include, path)) return false;
    return isPackaged(path) && !fitsPatterns(exclude, path);
  });
}

/** `only-packages` leaves out what lies in a directory without `__init__.py`. */
function packagedOnly(paths: readonly string[], all: Table, own: Table): (path: string) => boolean {
  if ((own["only-packages"] ?? all["only-packages"]) !== true) return () => true;
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
  const packages = new Set(paths.filter((path) => /(?:^|\/)__init__\.py$/.test(path)).map(folderOf));
  return (path) => packages.has(folderOf(path));
}

function trimmed(path: string): string {
  return path.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}
