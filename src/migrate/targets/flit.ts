import { normalizeName } from "../../version/names.ts";
import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { MigratedTree } from "../model/migrated-tree.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { coveringPaths } from "./covering-paths.ts";
import { packageShape } from "./package-shape.ts";
import type { Target, TargetPlan } from "./target.ts";

type Table = Readonly<Record<string, TomlValue>>;

/** flit: one module or package, with every file in it. */
export const flitTarget: Target = { id: "flit", plan };

function plan(model: ProjectModel, tree: MigratedTree): TargetPlan {
  const book = new RemarkBook();
  const elsewhere = "migrate to hatchling or setuptools: --to auto";
  const { packages, modules, loose, renamed } = packageShape(model.wheel);
  const tops = [...packages, ...modules];
  const [only] = tops;
  if (only === undefined || tops.length > 1 || loose.length > 0 || renamed.length > 0)
    book.refuse(
      "packages",
      `flit packages one module or package, but this wheel has ${tops.length + loose.length}`,
      elsewhere,
    );
  else if (only.root !== "" && only.root !== "src")
    book.refuse(
      "packages",
      `flit looks for ${only.name} at the top level and in src, not in ${only.root}`,
      elsewhere,
    );
  const folder = only === undefined ? "" : `${only.root === "" ? "" : `${only.root}/`}${only.name}/`;
  const shipped = new Set(model.wheel.values());
  for (const path of tree.files)
    if (packages.length > 0 && path.startsWith(folder) && !shipped.has(path))
      book.refuse(`wheel-file:${path}`, `flit cannot leave ${path} out of its package`, elsewhere);
  const { version } = model;
  if (version.kind === "scm") book.refuse("version", "flit takes no version from tags", elsewhere);
  if (version.kind === "attribute" && version.attribute !== "__version__")
    book.refuse("version", "flit reads __version__ of the module and nothing else", elsewhere);
  if (model.scriptFiles.length > 0) book.refuse("script", "flit installs no script files", elsewhere);
  if ((model.readme?.value.files.length ?? 0) > 1)
    book.refuse("readme", "flit takes one readme file", elsewhere);
  for (const name of ["setup.cfg", "**/*.egg-info/*", "MANIFEST.in"])
    book.intend("sdist-file", name, "only setuptools writes it");
  book.intend("wheel-file", "dist-info/top_level.txt", "only setuptools writes it");
  book.intend("other-metadata", "import-name", "flit names the modules of the wheel (PEP 794)");
  book.intend("other-metadata", "import-namespace", "flit names the modules of the wheel (PEP 794)");
  const automatic = new Set([
    ...shipped,
    ...model.licenseFiles,
    ...(model.readme?.value.files ?? []),
    "pyproject.toml",
  ]);
  const more = new Set([...model.sdist].filter((path) => !automatic.has(path) && tree.has(path)));
  const tables: [readonly string[], Table][] = [
    [
      ["tool", "flit", "module"],
      only !== undefined && only.name !== normalizeName(model.name.value).replaceAll("-", "_")
        ? { name: only.name }
        : {},
    ],
    [
      ["tool", "flit", "sdist"],
      more.size > 0
        ? { include: coveringPaths(more, tree.files).map((path) => (tree.has(path) ? path : `${path}/`)) }
        : {},
    ],
  ];
  return {
    requires: ["flit_core>=3.12,<5"],
    buildBackend: "flit_core.buildapi",
    dynamic: version.kind === "attribute" ? ["version"] : [],
    tables: tables.filter(([, table]) => Object.keys(table).length > 0),
    files: new Map(),
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}
