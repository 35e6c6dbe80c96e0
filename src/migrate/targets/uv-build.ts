import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { MigratedTree } from "../model/migrated-tree.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { coveringPaths } from "./covering-paths.ts";
import { packageShape } from "./package-shape.ts";
import type { Target, TargetPlan } from "./target.ts";

type Table = Readonly<Record<string, TomlValue>>;

/** uv's own backend: packages below one directory, a static version. */
export const uvBuildTarget: Target = { id: "uv_build", plan };

function plan(model: ProjectModel, tree: MigratedTree): TargetPlan {
  const book = new RemarkBook();
  const elsewhere = "migrate to hatchling or setuptools: --to auto";
  const { packages, modules, loose, renamed, roots } = packageShape(model.wheel);
  for (const member of [...modules.map(({ name }) => `${name}.py`), ...loose, ...renamed].slice(0, 3))
    book.refuse(`wheel-file:${member}`, `uv_build packages directories only, and not ${member}`, elsewhere);
  if (roots.length > 1) book.refuse("packages", "uv_build takes packages from one directory only", elsewhere);
  if (model.version.kind !== "static")
    book.refuse("version", "uv_build accepts only a static version", elsewhere);
  if (model.scriptFiles.length > 0) book.refuse("script", "uv_build installs no script files", elsewhere);
  if ((model.readme?.value.files.length ?? 0) > 1)
    book.refuse("readme", "uv_build accepts only one readme file", elsewhere);
  for (const name of ["setup.cfg", "**/*.egg-info/*", "MANIFEST.in"])
    book.intend("sdist-file", name, "only setuptools writes it");
  book.intend("wheel-file", "dist-info/top_level.txt", "only setuptools writes it");
  book.intend("sdist-file", "pyproject.toml.orig", "uv_build keeps the pyproject.toml that it rewrites");
  const [root = ""] = roots;
  const shipped = new Set(model.wheel.values());
  const left = new Set(
    tree.files.filter(
      (path) =>
        packages.some(({ name, root: at }) => path.startsWith(`${at === "" ? "" : `${at}/`}${name}/`)) &&
        !shipped.has(path),
    ),
  );
  const more = new Set(
    [...model.sdist].filter(
      (path) =>
        tree.has(path) &&
        !shipped.has(path) &&
        !model.licenseFiles.includes(path) &&
        path !== "pyproject.toml" &&
        path !== model.readme?.value.files[0],
    ),
  );
  const names = packages.map(({ name }) => name);
  const build: Table = {
    "module-name": names.length === 1 ? (names[0] ?? "") : names,
    "module-root": root,
    ...excluded(
      "source-exclude",
      [...left].filter((path) => !model.sdist.has(path)),
      tree,
    ),
    ...excluded(
      "wheel-exclude",
      [...left].filter((path) => model.sdist.has(path)),
      tree,
    ),
    ...(more.size > 0 && {
      "source-include": coveringPaths(more, tree.files).map((path) => (tree.has(path) ? path : `${path}/**`)),
    }),
  };
  return {
    requires: ["uv_build>=0.9,<1"],
    buildBackend: "uv_build",
    dynamic: [],
    tables: [[["tool", "uv", "build-backend"], build]],
    files: new Map(),
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** What is left out of the sdist is not in the wheel, either. A directory is named by what is in it. */
function excluded(key: string, paths: readonly string[], tree: MigratedTree): Table {
  const patterns = coveringPaths(new Set(paths), tree.files);
  return patterns.length === 0
    ? {}
    : { [key]: patterns.map((path) => (tree.has(path) ? `/${path}` : `/${path}/**`)) };
}
