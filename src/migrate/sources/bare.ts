import { basename } from "node:path";
import { normalizeName } from "../../version/names.ts";
import { readmeContentType } from "../../tree/pyproject-project.ts";
import { readLayout } from "../../tree/layout.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { emptyModel, noted, type GroupItem, type Noted, type ProjectModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { attributeOf } from "./attribute-version.ts";
import { licenseFilesAt } from "./licenses.ts";
import { readGroups } from "./project-table.ts";
import { requirementsIn } from "./requirements-file.ts";
import type { Source, SourceReading } from "./source.ts";

/** A directory with an import package, and nothing that says how to build it; requirements files give the dependencies. */
export const bareSource: Source = {
  id: "bare",
  title: "no build backend",
  recognises: (tree) =>
    tree.setupPy === null &&
    tree.setupCfg?.sections.has("metadata") !== true &&
    tree.pyproject?.get(["project"]) === undefined &&
    tree.pyproject?.get(["build-system"]) === undefined &&
    topOf(tree) !== null,
  read: readBare,
};

async function readBare(tree: SourceTree): Promise<SourceReading> {
  const book = new RemarkBook();
  const top = topOf(tree) ?? "";
  const root = tree.has(`src/${top}/__init__.py`) ? "src/" : "";
  const paths = tree.files.filter(({ kind }) => kind === "file").map(({ path }) => path);
  const own = paths.filter(
    (path) => path.startsWith(`${root}${top}/`) && !/(?:^|\/)__pycache__\/|\.py[co]$/.test(path),
  );
  const readme = paths.find((path) => /^README\.(?:md|rst|txt)$/i.test(path)) ?? null;
  const stated = /^__version__[ \t]*=[ \t]*['"]([^'"\n]+)['"]/m.exec(
    (await tree.readText(`${root}${top}/__init__.py`)) ?? "",
  )?.[1];
  if (stated === undefined) book.note(`${root}${top}/__init__.py states no version: 0.1.0 is written`);
  book.note(
    "description, authors, license and requires-python are left for you to write: shipwheel check lists what PyPI and your users need",
  );
  const others = importsIn(tree).filter((name) => name !== top);
  if (others.length > 0)
    book.note(
      `only ${top} is packaged; ${others.join(", ")} stay${others.length === 1 ? "s" : ""} out of the wheel: name more packages in [tool.setuptools.packages.find] include, if ${top} imports them`,
    );
  const licenseFiles = licenseFilesAt(paths, false);
  const members = new Map(own.map((path) => [path.slice(root.length), path]));
  const model: ProjectModel = {
    ...emptyModel(normalizeName(top)),
    version:
      stated === undefined
        ? { kind: "static", version: noted("0.1.0") }
        : attributeOf(`${top}/__init__.py`, `${root}${top}/__init__.py`, "__version__", stated),
    readme: readme === null ? null : noted({ files: [readme], contentType: readmeContentType(readme) }),
    dependencies: await requirementsIn(tree, "requirements.txt", book, new Set()),
    groups: await groupsOf(tree, book),
    scripts: await scriptsOf(tree, `${root}${top}`, top),
    wheel: members,
    sdist: new Set([
      ...own,
      ...licenseFiles,
      ...(readme === null ? [] : [readme]),
      "pyproject.toml",
      ...paths.filter((path) => path.startsWith("tests/")),
    ]),
    licenseFiles,
  };
  return {
    model,
    replaces: [],
    replacedFiles: [],
    buildRequires: [],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** Packages at the top or in `src` that are not there for developers. */
function importsIn(tree: SourceTree): readonly string[] {
  const inits = tree.files.flatMap(({ path }) => /^(?:src\/)?([^/]+)\/__init__\.py$/.exec(path)?.[1] ?? []);
  const apart = new Set(["tests", "test", "docs", "examples", "scripts", "src"]);
  return [...new Set(inits)].filter((name) => !apart.has(name));
}

/** The package of the directory's name, else the only one. */
function topOf(tree: SourceTree): string | null {
  const wanted = normalizeName(
    tree.git?.remoteUrl
      ?.split("/")
      .at(-1)
      ?.replace(/\.git$/, "") ?? basename(tree.root),
  );
  const found = importsIn(tree);
  const named = found.find(
    (name) =>
      wanted === normalizeName(name) ||
      wanted.endsWith(`-${normalizeName(name)}`) ||
      wanted.startsWith(`${normalizeName(name)}-`),
  );
  const [only] = found;
  if (named !== undefined) return named;
  return found.length === 1 && only !== undefined
    ? only
    : readLayout(tree).topLevel.length === 1
      ? (readLayout(tree).topLevel[0] ?? null)
      : null;
}

async function groupsOf(tree: SourceTree, book: RemarkBook): Promise<ProjectModel["groups"]> {
  const groups = new Map<string, readonly Noted<GroupItem>[]>(
    tree.pyproject === null ? [] : readGroups(tree.pyproject),
  );
  for (const { path } of tree.files) {
    const name =
      /^requirements[-_.](dev|test|tests|docs|lint)\.txt$|^(dev|test|docs)[-_]requirements\.txt$/.exec(path);
    const group = name?.[1] ?? name?.[2];
    if (group !== undefined)
      groups.set(group, await requirementsIn(tree, path, book, new Set(["requirements.txt"])));
  }
  return groups;
}

/** A program where the package has a command line of its own. */
async function scriptsOf(tree: SourceTree, folder: string, top: string): Promise<ProjectModel["scripts"]> {
  for (const module of ["cli", "__main__"]) {
    // A package of that name hides the module.
    const path = `${folder}/${module}/__init__.py`;
    const text = await tree.readText(tree.has(path) ? path : `${folder}/${module}.py`);
    if (text !== null && /^(?:async )?def main\(|^from [\w.]+ import (?:[^\n]*,\s*)?main\b/m.test(text))
      return [noted({ name: top.replaceAll("_", "-"), target: `${top}.${module}:main` })];
  }
  return [];
}
