import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { MigratedTree } from "../model/migrated-tree.ts";
import type { ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { coveringPaths } from "./covering-paths.ts";
import { packageShape } from "./package-shape.ts";
import type { Target, TargetPlan } from "./target.ts";

type Table = Readonly<Record<string, TomlValue>>;

/** pdm-backend. */
export const pdmTarget: Target = { id: "pdm", takesDataFiles: true, plan };

function plan(model: ProjectModel, tree: MigratedTree): TargetPlan {
  const book = new RemarkBook();
  const { loose, renamed, roots } = packageShape(model.wheel);
  const elsewhere = "migrate to hatchling: --to hatchling";
  for (const member of [...loose, ...renamed].slice(0, 3))
    book.refuse(`wheel-file:${member}`, `pdm-backend cannot put ${member} there`, elsewhere);
  if (roots.length > 1)
    book.refuse("packages", "pdm-backend takes packages from one directory only", elsewhere);
  if ((model.readme?.value.files.length ?? 0) > 1)
    book.refuse("readme", "pdm-backend accepts only one readme file", elsewhere);
  for (const name of ["setup.cfg", "**/*.egg-info/*", "MANIFEST.in"])
    book.intend("sdist-file", name, "only setuptools writes it");
  book.intend("wheel-file", "dist-info/top_level.txt", "only setuptools writes it");
  const data = wheelData(model, book);
  const shipped = new Set(model.wheel.values());
  const [root = ""] = roots;
  const includes = coveringPaths(shipped, tree.files);
  const more = new Set([...model.sdist].filter((path) => !shipped.has(path) && tree.has(path)));
  const build: Table = {
    ...(root !== "" && { "package-dir": root }),
    // A whole `src` would be its own package.
    includes: includes.flatMap((path) => (path === root ? topsBelow(root, shipped) : [path])),
    ...(more.size > 0 && { "source-includes": coveringPaths(more, tree.files) }),
  };
  return {
    requires: ["pdm-backend>=2.4"],
    buildBackend: "pdm.backend",
    dynamic: model.version.kind === "static" ? [] : ["version"],
    tables: [
      [["tool", "pdm", "build"], build],
      ...(Object.keys(data).length > 0 ? [wheelDataTable(data)] : []),
      ...versionTable(model),
    ],
    files: new Map(),
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

function wheelDataTable(data: Table): [readonly string[], Table] {
  return [["tool", "pdm", "build", "wheel-data"], data];
}

/** Scripts by their name; data below its folder, where the tree has the same folders. */
function wheelData({ scriptFiles, dataFiles }: ProjectModel, book: RemarkBook): Table {
  const items = [...dataFiles].flatMap(([folder, paths]) =>
    paths.flatMap((path): readonly TomlValue[] => {
      if (folder === "") return [path];
      const tail = `${folder}/${path.slice(path.lastIndexOf("/") + 1)}`;
      const root = path === tail ? "." : path.slice(0, -tail.length - 1);
      if (path !== tail && !path.endsWith(`/${tail}`)) {
        book.refuse(
          `data-files:${folder}`,
          `pdm-backend cannot put ${path} into ${folder}`,
          "migrate to hatchling: --to hatchling",
        );
        return [];
      }
      return [{ path, "relative-to": root }];
    }),
  );
  return {
    ...(scriptFiles.length > 0 && { scripts: [...scriptFiles] }),
    ...(items.length > 0 && { data: items }),
  };
}

function topsBelow(root: string, paths: ReadonlySet<string>): readonly string[] {
  return [
    ...new Set([...paths].map((path) => `${root}/${path.slice(root.length + 1).split("/")[0] ?? ""}`)),
  ].sort();
}

function versionTable({ version }: ProjectModel): [readonly string[], Table][] {
  if (version.kind === "static") return [];
  if (version.kind === "attribute")
    return [[["tool", "pdm", "version"], { source: "file", path: version.path }]];
  const { versionFile, options } = version.scm;
  const command = options["git_describe_command"];
  const filter = typeof command === "string" ? / --match (\S+)/.exec(command)?.[1] : undefined;
  return [
    [
      ["tool", "pdm", "version"],
      {
        source: "scm",
        ...(typeof options["tag_regex"] === "string" && { tag_regex: options["tag_regex"] }),
        ...(filter !== undefined && { tag_filter: filter }),
        ...(versionFile !== null && {
          write_to: versionFile.replace(/^src\//, ""),
          write_template: '__version__ = "{}"\n',
        }),
      },
    ],
  ];
}
