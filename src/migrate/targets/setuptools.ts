import { parseSpecifierSet } from "../../version/specifiers.ts";
import { readmeContentType } from "../../tree/pyproject-project.ts";
import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { MigratedTree } from "../model/migrated-tree.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { foldersAbove } from "./covering-paths.ts";
import { foldersOf, packageShape, type PackageShape, type TopPackage } from "./package-shape.ts";
import { manifestIn } from "./setuptools/manifest.ts";
import { isReachable, packageData } from "./setuptools/package-data.ts";
import { statedRules } from "./setuptools/stated-rules.ts";
import type { Target, TargetPlan } from "./target.ts";

type Table = Readonly<Record<string, TomlValue>>;

const HATCHLING = "migrate to hatchling (--to hatchling)";

/** setuptools: explicit discovery, package data by pattern, MANIFEST.in for what else is in the sdist. */
export const setuptoolsTarget: Target = { id: "setuptools", takesDataFiles: true, plan };

function plan(model: ProjectModel, tree: MigratedTree): TargetPlan {
  const book = new RemarkBook();
  const shape = packageShape(model.wheel);
  const stated = model.rules === null ? null : statedRules(model.rules);
  if (stated === null) refuseWhatCannotBe(shape, book);
  const discovery = findTable(shape, model, tree);
  const data = stated === null ? packageData(shape, model, tree, discovery.excluded, book) : null;
  const files = new Map<string, string>();
  // One that setuptools reads already says the same as before, in the project's own words.
  const keepsManifest =
    tree.gone.has("MANIFEST.in") && model.version.kind !== "scm" && !model.sdistOfRepository;
  const manifest = keepsManifest ? null : manifestIn(model, tree);
  if (manifest !== null) files.set("MANIFEST.in", manifest);
  for (const name of ["setup.cfg", "**/*.egg-info/*", "MANIFEST.in"])
    book.intend("sdist-file", name, "setuptools adds it to every sdist");
  book.intend("wheel-file", "dist-info/top_level.txt", "setuptools adds it to every wheel");
  book.intend("dynamic", null, "setuptools lists the fields that it fills itself");
  const [dynamic, dynamicTable] = dynamicFields(model);
  const requires = [
    `setuptools>=${floor(model)}`,
    ...(model.version.kind === "scm" ? ["setuptools-scm>=8"] : []),
  ];
  remarkOldPythons(model, book);
  const own: Table = {
    ...(shape.modules.length > 0 && { "py-modules": shape.modules.map(({ name }) => name) }),
    ...(shape.modules.some(({ root }) => root !== "") && { "package-dir": { "": shape.roots[0] ?? "" } }),
    ...(model.scriptFiles.length > 0 && { "script-files": [...model.scriptFiles] }),
    // Without packages nothing is to be discovered.
    ...(shape.packages.length === 0 && { packages: [] }),
    ...stated?.own,
    ...Object.fromEntries(
      Object.entries(model.legacyFields).flatMap(([key, each]) =>
        each.length === 0 ? [] : [[key, [...each]]],
      ),
    ),
    ...((data?.isExplicit === true ||
      (data !== null && (keepsManifest || manifest !== null || model.version.kind === "scm"))) && {
      "include-package-data": false,
    }),
  };
  const tables: [readonly string[], Table][] = [
    [["tool", "setuptools"], own],
    [["tool", "setuptools", "packages", "find"], stated?.find ?? discovery.table],
    [["tool", "setuptools", "package-data"], stated?.data ?? data?.included ?? {}],
    [["tool", "setuptools", "exclude-package-data"], stated?.withoutData ?? data?.excluded ?? {}],
    [
      ["tool", "setuptools", "data-files"],
      Object.fromEntries([...model.dataFiles].map(([to, files]) => [to, [...files]])),
    ],
    [["tool", "setuptools", "dynamic"], dynamicTable],
  ];
  const filled = tables.filter(([, table]) => Object.keys(table).length > 0);
  if (model.version.kind === "scm") filled.push([["tool", "setuptools_scm"], scmTable(model)]);
  return {
    requires,
    buildBackend: "setuptools.build_meta",
    dynamic,
    tables: filled,
    files,
    ...(keepsManifest && { keeps: ["MANIFEST.in"] }),
    keepsTables: stated !== null,
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

function refuseWhatCannotBe({ loose, renamed, modules, packages }: PackageShape, book: RemarkBook): void {
  for (const member of loose)
    book.refuse(
      `wheel-file:${member}`,
      `setuptools cannot put ${member} at the top level of the wheel`,
      "move it into a package",
      HATCHLING,
    );
  for (const member of renamed.slice(0, 3))
    book.refuse(
      `wheel-file:${member}`,
      `setuptools cannot give ${member} a path in the wheel that differs from its path in the tree`,
      "move it to that path",
      HATCHLING,
    );
  const roots = new Set(modules.map(({ root }) => root));
  if (roots.size > 1 || (roots.size === 1 && !roots.has("") && packages.some(({ root }) => !roots.has(root))))
    book.refuse(
      "packages",
      "setuptools cannot be configured for modules in several directories",
      "move them into one directory",
      HATCHLING,
    );
}

function findTable(
  { packages }: PackageShape,
  model: ProjectModel,
  tree: MigratedTree,
): { readonly table: Table; readonly excluded: ReadonlySet<string> } {
  if (packages.length === 0) return { table: {}, excluded: new Set() };
  const where = [...new Set(packages.map(({ root }) => root))];
  const isNamespaced = packages.some((each) => hasBareFolder(each, model));
  const excluded = packages.flatMap((each) => foldersLeftOut(each, tree, isNamespaced));
  const include = packages.flatMap(({ name, members }) => [
    name,
    ...(foldersOf(members).some((folder) => folder !== name) ? [`${name}.*`] : []),
  ]);
  return {
    table: {
      where: where.map((root) => (root === "" ? "." : root)),
      ...(!isWholeRoot(packages, where, tree) && { include }),
      ...(excluded.length > 0 && { exclude: excluded.flatMap((folder) => [folder, `${folder}.*`]) }),
      namespaces: isNamespaced,
    },
    excluded: new Set(excluded),
  };
}

/** A folder with members, or above one, and without `__init__.py`. */
function hasBareFolder({ members }: TopPackage, { wheel }: ProjectModel): boolean {
  return members
    .filter(isReachable)
    .flatMap(foldersAbove)
    .some((folder) => !wheel.has(`${folder}/__init__.py`));
}

/** Folders of which nothing is in the wheel, though setuptools would find them. */
function foldersLeftOut(
  { name, root, members }: TopPackage,
  tree: MigratedTree,
  isNamespaced: boolean,
): readonly string[] {
  const prefix = root === "" ? "" : `${root}/`;
  const there = foldersOf(
    tree.files
      .filter((path) => path.startsWith(`${prefix}${name}/`))
      .map((path) => path.slice(prefix.length)),
  );
  const shipped = foldersOf(members);
  const left = there.filter(
    (folder) =>
      !shipped.some((each) => each === folder || each.startsWith(`${folder}.`)) &&
      (isNamespaced || tree.has(`${prefix}${folder.replaceAll(".", "/")}/__init__.py`)),
  );
  return left.filter((folder) => !left.some((other) => folder.startsWith(`${other}.`)));
}

/** Whether a directory of its own, as `src`, holds nothing but what is packaged. */
function isWholeRoot(packages: readonly TopPackage[], where: readonly string[], tree: MigratedTree): boolean {
  if (where.includes("")) return false;
  const names = new Set(packages.map(({ name }) => name));
  return where.every((root) =>
    tree.files
      .filter((path) => path.startsWith(`${root}/`) && path.slice(root.length + 1).includes("/"))
      .every((path) => names.has(path.slice(root.length + 1).split("/")[0] ?? "")),
  );
}

function dynamicFields({ version, readme }: ProjectModel): readonly [readonly string[], Table] {
  const several = readme !== null && readme.value.files.length > 1;
  const table: Record<string, TomlValue> = {};
  if (version.kind === "attribute") table["version"] = { attr: `${version.module}.${version.attribute}` };
  if (several)
    table["readme"] = {
      file: [...readme.value.files],
      "content-type":
        readme.value.contentType ?? readmeContentType(readme.value.files[0] ?? "") ?? "text/plain",
    };
  return [[...(version.kind === "static" ? [] : ["version"]), ...(several ? ["readme"] : [])], table];
}

function scmTable({ version }: ProjectModel): Table {
  if (version.kind !== "scm") return {};
  const { versionFile, versionFileTemplate, options } = version.scm;
  return {
    ...(versionFile !== null && { version_file: versionFile }),
    ...(versionFileTemplate !== null && { version_file_template: versionFileTemplate }),
    ...(options as Table),
  };
}

/** PEP 639 came with setuptools 77, [project] with 61. */
function floor({ license, licenseFiles, licenseText }: ProjectModel): string {
  return license !== null || (licenseFiles.length > 0 && licenseText === null) ? "77" : "61.2";
}

function remarkOldPythons(model: ProjectModel, book: RemarkBook): void {
  const admitted = parseSpecifierSet(model.requiresPython?.value ?? "");
  if (floor(model) === "77" && (admitted?.contains("3.8.20") ?? false))
    book.note(
      "setuptools 77 needs Python 3.9: users of older Pythons can install the wheel but cannot build the sdist",
    );
}
