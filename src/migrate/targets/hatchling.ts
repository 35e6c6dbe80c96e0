import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { MigratedTree } from "../model/migrated-tree.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { coveringPaths } from "./covering-paths.ts";
import { packageShape } from "./package-shape.ts";
import type { Target, TargetPlan } from "./target.ts";

type Table = Readonly<Record<string, TomlValue>>;
const BUILD = ["tool", "hatch", "build", "targets"];

/** hatchling: any file can go anywhere in the wheel. */
export const hatchlingTarget: Target = { id: "hatchling", takesDataFiles: true, plan };

function plan(model: ProjectModel, tree: MigratedTree): TargetPlan {
  const book = new RemarkBook();
  book.intend("sdist-file", ".gitignore", "hatchling adds it to every sdist");
  for (const name of ["setup.cfg", "**/*.egg-info/*", "MANIFEST.in"])
    book.intend("sdist-file", name, "only setuptools writes it");
  book.intend("wheel-file", "dist-info/top_level.txt", "only setuptools writes it");
  if ((model.readme?.value.files.length ?? 0) > 1)
    book.refuse(
      "readme",
      "hatchling accepts only one readme file",
      "join them into one file",
      "migrate to setuptools (--to setuptools)",
    );
  const data = [...model.dataFiles.values()].flat();
  for (const path of data.filter((each, at) => data.indexOf(each) !== at))
    book.refuse(
      `data-files:${path}`,
      `hatchling puts ${path} into one place only`,
      "copy it to a second file",
    );
  const version = versionTables(model);
  const scripts = Object.fromEntries(
    model.scriptFiles.map((path) => [path, path.slice(path.lastIndexOf("/") + 1)]),
  );
  const tables: [readonly string[], Table][] = [
    [[...BUILD, "wheel"], wheelTable(model, tree)],
    [[...BUILD, "wheel", "force-include"], forced(model)],
    [[...BUILD, "wheel", "shared-scripts"], scripts],
    [[...BUILD, "wheel", "shared-data"], sharedData(model)],
    [[...BUILD, "sdist"], sdistTable(model, tree)],
    ...version,
  ];
  return {
    requires: [
      `hatchling${model.license === null ? "" : ">=1.27"}`,
      ...(model.version.kind === "scm" ? ["hatch-vcs"] : []),
    ],
    buildBackend: "hatchling.build",
    dynamic: model.version.kind === "static" ? [] : ["version"],
    tables: tables.filter(([, table]) => Object.keys(table).length > 0),
    files: new Map(),
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** Packages whole, without what is left out today: a module that comes tomorrow is in the sdist, and in the wheel built of it. */
function sdistTable({ sdist, wheel }: ProjectModel, tree: MigratedTree): Table {
  const wanted = new Set([...sdist].filter((path) => tree.has(path) && path !== "pyproject.toml"));
  const packages = packageShape(wheel).packages.map(({ name, root }) => join(root, name));
  const isOfPackage = (path: string): boolean => packages.some((top) => path.startsWith(`${top}/`));
  const left = new Set(tree.files.filter((path) => isOfPackage(path) && !wanted.has(path)));
  const exclude = coveringPaths(left, tree.files).map((path) => `/${path}`);
  const whole = new Set([...wanted, ...left]);
  return {
    "only-include": coveringPaths(whole, tree.files),
    ...(exclude.length > 0 && { exclude }),
  };
}

function wheelTable({ wheel }: ProjectModel, tree: MigratedTree): Table {
  const { packages, modules, loose, renamed, roots } = packageShape(wheel);
  const moved = new Set(renamed);
  const placed = [...wheel].filter(([member]) => !moved.has(member));
  const sources = new Set(placed.map(([, path]) => path));
  const tops = [
    ...packages
      .filter(({ members }) => members.some((member) => !moved.has(member)))
      .map(({ name, root }) => join(root, name)),
    ...modules.map(({ name, root }) => join(root, `${name}.py`)),
    ...loose,
  ];
  const left = new Set(
    tree.files.filter((path) => tops.some((top) => path.startsWith(`${top}/`)) && !sources.has(path)),
  );
  const exclude = coveringPaths(left, tree.files).map((path) => `/${path}`);
  const isPlain = modules.length === 0 && loose.length === 0;
  return {
    ...(isPlain && tops.length > 0
      ? { packages: tops }
      : {
          "only-include": tops,
          ...(roots.some((root) => root !== "") && { sources: roots.filter((root) => root !== "") }),
        }),
    ...(exclude.length > 0 && { exclude }),
    // Nothing but what is forced.
    ...(tops.length === 0 && { "bypass-selection": true }),
  };
}

function join(root: string, name: string): string {
  return root === "" ? name : `${root}/${name}`;
}

/** Files that lie elsewhere in the wheel than in the tree; whole directories in one line. */
function forced({ wheel }: ProjectModel): Table {
  const { renamed } = packageShape(wheel);
  return Object.fromEntries(renamed.map((member) => [wheel.get(member) ?? member, member]));
}

function sharedData({ dataFiles }: ProjectModel): Table {
  return Object.fromEntries(
    [...dataFiles].flatMap(([folder, paths]) =>
      paths.map((path) => [path, join(folder, path.slice(path.lastIndexOf("/") + 1))]),
    ),
  );
}

function versionTables({ version }: ProjectModel): [readonly string[], Table][] {
  if (version.kind === "static") return [];
  if (version.kind === "attribute")
    return [
      [
        ["tool", "hatch", "version"],
        {
          path: version.path,
          ...(version.attribute !== "__version__" &&
            version.attribute !== "VERSION" && {
              pattern: `(?m)^${version.attribute}\\s*=\\s*['"](?P<version>[^'"]+)['"]`,
            }),
        },
      ],
    ];
  const { options, versionFile, versionFileTemplate } = version.scm;
  const hook =
    versionFile === null
      ? []
      : [
          [
            ["tool", "hatch", "build", "hooks", "vcs"],
            {
              "version-file": versionFile,
              ...(versionFileTemplate !== null && { template: versionFileTemplate }),
            },
          ] as [readonly string[], Table],
        ];
  return [
    [
      ["tool", "hatch", "version"],
      { source: "vcs", ...(Object.keys(options).length > 0 && { "raw-options": options as Table }) },
    ],
    ...hook,
  ];
}
