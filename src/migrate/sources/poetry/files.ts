import type { SourceTree } from "../../../tree/source-tree.ts";
import { isTable } from "../../../tree/pyproject-project.ts";
import type { TomlValue } from "../../../tree/formats/toml-file.ts";
import { matchesFromTop } from "../../../text/glob.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { text, texts, type Table } from "../project-table.ts";
import { licenseFilesAt } from "../licenses.ts";

interface Include {
  readonly pattern: string;
  readonly formats: readonly string[];
  /** Of `packages`: the directory that is taken off, and the one that is put in front. */
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
}

type Files = Pick<ProjectModel, "wheel" | "sdist" | "licenseFiles">;

/** What Poetry puts into the wheel and the sdist: `packages`, `include` and `exclude` over what git does not ignore. */
export function readFiles(
  tree: SourceTree,
  poetry: Table,
  {
    name,
    readmes,
    licenseFiles,
  }: {
    readonly name: string;
    readonly readmes: readonly string[];
    readonly licenseFiles: readonly string[] | null;
  },
  book: RemarkBook,
): Files {
  const paths = tree.files.filter(({ kind }) => kind !== "submodule").map(({ path }) => path);
  const includes = [...packages(tree, poetry, name, book), ...explicit(poetry)];
  remarkIgnored(includes, paths, tree.git?.ignored ?? [], book);
  const excluded = texts(poetry["exclude"]).map(trimmed);
  if (Array.isArray(poetry["exclude"]) && poetry["exclude"].some(isTable))
    book.note("exclude entries with a format have no effect in Poetry and are omitted");
  const legal =
    licenseFiles === null
      ? licenseFilesAt(paths, true)
      : paths.filter((path) => licenseFiles.some((glob) => matchesFromTop(glob, path)));
  const wheel = new Map<string, string>();
  const sdist = new Set<string>([...legal, "pyproject.toml", ...readmes.filter((path) => tree.has(path))]);
  for (const format of ["wheel", "sdist"] as const) {
    const kept = includes.filter((each) => !each.isPackage && each.formats.includes(format));
    for (const include of includes.filter(({ formats }) => formats.includes(format))) {
      for (const path of paths) {
        if (/(?:^|\/)__pycache__\/|\.pyc$/.test(path) || !covers(include.from + include.pattern, path))
          continue;
        const isOut =
          excluded.some((pattern) => covers(pattern, path)) &&
          !kept.some((each) => covers(each.pattern, path));
        if (isOut) continue;
        if (format === "sdist") sdist.add(path);
        else wheel.set(include.to + path.slice(include.from.length), path);
      }
    }
  }
  return { wheel, sdist, licenseFiles: legal };
}

/** Poetry ships what `include` names even where git ignores it, as files that are built first; it is not in this tree. */
function remarkIgnored(
  includes: readonly Include[],
  paths: readonly string[],
  ignored: readonly string[],
  book: RemarkBook,
): void {
  for (const { pattern } of includes.filter(({ isPackage }) => !isPackage)) {
    const out = ignored.filter(
      (path) => !CACHE.test(path) && (covers(pattern, trimmed(path)) || isBelow(pattern, path)),
    );
    if (out.length === 0) continue;
    if (paths.some((path) => covers(pattern, path)))
      book.note(`Poetry's include ships ${out.join(", ")}, which git ignores: the migration omits it`);
    else
      book.refuse(
        `include:${pattern}`,
        `Poetry's include ships ${pattern}, which git ignores: the migration would omit it`,
        "stay on Poetry, or commit what include names",
      );
  }
}

const CACHE = /(?:^|\/)(?:__pycache__|\.[^/]+)\/|\.pyc$/;

/** Of an ignored directory git names nothing but the directory. */
function isBelow(pattern: string, path: string): boolean {
  return path.endsWith("/") && pattern.startsWith(path);
}

/** A pattern of pathlib; what it names as a directory stands for everything below it. */
function covers(pattern: string, path: string): boolean {
  return matchesFromTop(pattern, path) || matchesFromTop(`${pattern}/**`, path);
}

function trimmed(pattern: string): string {
  return pattern.replace(/\/+$/, "").replace(/^\.\//, "");
}

function packages(tree: SourceTree, poetry: Table, name: string, book: RemarkBook): readonly Include[] {
  const listed = Array.isArray(poetry["packages"])
    ? (poetry["packages"] as readonly TomlValue[]).filter(isTable)
    : [];
  if (listed.length === 0) return poetry["package-mode"] === false ? [] : [byName(tree, name, book)];
  return listed.map((entry) => {
    const from = directory(text(entry["from"]) ?? "");
    if (from.startsWith("../"))
      book.refuse(
        `packages:${text(entry["include"])}`,
        `packages takes ${from} from outside the project`,
        "build such a project with its workspace's own tool, or move the sources below the project",
      );
    return {
      pattern: trimmed(text(entry["include"]) ?? ""),
      formats: formats(entry["format"], ["sdist", "wheel"]),
      from,
      to: directory(text(entry["to"]) ?? ""),
      isPackage: true,
    };
  });
}

function directory(path: string): string {
  const clean = trimmed(path).replace(/^\.$/, "");
  return clean === "" ? "" : `${clean}/`;
}

/** Without `packages`: the package or module of the project's name, here or in `src`. */
function byName(tree: SourceTree, name: string, book: RemarkBook): Include {
  const module = name.toLowerCase().replaceAll(/[-_.]+/g, "_");
  for (const from of ["", "src/"]) {
    for (const pattern of [module, `${module}.py`]) {
      if (tree.files.some(({ path }) => covers(from + pattern, path)))
        return { pattern, formats: ["sdist", "wheel"], from, to: "", isPackage: true };
    }
  }
  book.refuse(
    "packages",
    `there is no package or module ${module}, and Poetry does not build this project either`,
    `list what to package: packages = [{ include = "..." }] in [tool.poetry]`,
  );
  return { pattern: module, formats: [], from: "", to: "", isPackage: true };
}

function explicit(poetry: Table): readonly Include[] {
  const listed = Array.isArray(poetry["include"]) ? (poetry["include"] as readonly TomlValue[]) : [];
  return listed.map((entry) => ({
    pattern: trimmed(text(entry) ?? (isTable(entry) ? (text(entry["path"]) ?? "") : "")),
    formats: isTable(entry) ? formats(entry["format"], ["sdist"]) : ["sdist"],
    from: "",
    to: "",
    isPackage: false,
  }));
}

function formats(value: TomlValue | undefined, usual: readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : Array.isArray(value) ? texts(value) : usual;
}
