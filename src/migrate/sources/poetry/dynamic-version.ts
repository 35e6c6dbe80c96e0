import { matchesFromTop } from "../../../text/glob.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { TomlFile } from "../../../tree/toml-file.ts";
import type { ProjectModel, ScmModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { tableOf } from "../../../tree/pyproject-project.ts";
import { text, texts } from "../project-table.ts";

const BASE = ["tool", "poetry-dynamic-versioning"];

/** Where poetry-dynamic-versioning puts the version into code, unless it is told. */
const SUBSTITUTED = ["*.py", "*/__init__.py", "*/__version__.py", "*/_version.py"];
const LINE = /^__version__[ \t]*(?::[^=\n]+)?[ \t]*=[ \t]*['"][^'"\n]*['"][ \t]*/m;
const LITERAL = /^(__version__[ \t]*(?::[^=\n]+)?[ \t]*=[ \t]*['"])[^'"\n]*(['"])/m;

/** A model whose version comes from tags, and modules that take theirs from the file that the build writes. */
interface Versioned {
  readonly model: ProjectModel;
  readonly changed: ReadonlyMap<string, string>;
}

/** The version that poetry-dynamic-versioning takes from tags. */
export async function dynamicVersion(
  tree: SourceTree,
  model: ProjectModel,
  book: RemarkBook,
): Promise<Versioned> {
  const toml = tree.pyproject as TomlFile;
  const settings = tableOf(toml.get(BASE));
  if (settings["enable"] !== true) return { model, changed: new Map() };
  book.intend(
    "version",
    null,
    "poetry-dynamic-versioning and setuptools-scm give the same version at a tag, and other development versions between tags",
  );
  for (const key of Object.keys(settings))
    if (!["enable", "vcs", "style", "substitution"].includes(key))
      book.note(
        `[tool.poetry-dynamic-versioning] ${key} has no place in setuptools-scm: look at [tool.setuptools_scm]`,
      );
  const vcs = text(settings["vcs"]) ?? "git";
  if (vcs !== "git" && vcs !== "any")
    book.refuse("version", `versions from ${vcs} cannot be migrated`, "use git");
  const { changed, ...scm } = await versionFile(tree, toml, book);
  const options = { local_scheme: "no-local-version" };
  return { model: { ...model, version: { kind: "scm", scm: { ...scm, options } } }, changed };
}

type VersionFile = Omit<ScmModel, "options"> & Pick<Versioned, "changed">;
const NO_FILE: VersionFile = { versionFile: null, versionFileTemplate: null, changed: new Map() };

/**
 * The file whose literal the plug-in replaces: one that says nothing but the version is written whole by the build, any other
 * keeps its code and imports the version from a file beside it.
 */
async function versionFile(tree: SourceTree, toml: TomlFile, book: RemarkBook): Promise<VersionFile> {
  const named = texts(toml.get([...BASE, "substitution", "files"]));
  const patterns = named.length > 0 ? named : SUBSTITUTED;
  const found: { readonly path: string; readonly content: string }[] = [];
  for (const { path, kind } of tree.files) {
    if (kind !== "file" || !patterns.some((pattern) => matchesFromTop(pattern, path))) continue;
    const content = (await tree.readText(path)) ?? "";
    if (LITERAL.test(content)) found.push({ path, content });
  }
  const [only, other] = found;
  if (only === undefined) return NO_FILE;
  if (other !== undefined) {
    book.refuse(
      "version",
      `the version is put into several files: ${found.map(({ path }) => path).join(", ")}`,
      "keep one, and import __version__ from it in the others",
    );
    return NO_FILE;
  }
  const folder = only.path.slice(0, only.path.lastIndexOf("/") + 1);
  const isPackage = tree.has(`${folder}__init__.py`);
  if (isPackage && (only.path.endsWith("__init__.py") || !isOnlyVersion(only.content))) {
    book.intend("wheel-file", memberOf(only.path), "it takes __version__ from what the build writes");
    return {
      versionFile: `${folder}_version.py`,
      versionFileTemplate: null,
      changed: new Map([[only.path, only.content.replace(LINE, "from ._version import __version__")]]),
    };
  }
  book.note(
    `${only.path} is written by the build from now on, and no longer kept in git: run pip install -e . after a checkout`,
  );
  const template = only.content.replaceAll(/[{}]/g, "$&$&").replace(LITERAL, "$1{version}$2");
  return { versionFile: only.path, versionFileTemplate: template, changed: new Map() };
}

/** Any path of the wheel that ends as the one of the tree does. */
function memberOf(path: string): string {
  return path.replace(/^(?:src|lib)\//, "");
}

/** Besides comments, a docstring and names of the same value. */
function isOnlyVersion(content: string): boolean {
  return (
    content
      .replace(/^\s*(?:"""[\s\S]*?"""|'''[\s\S]*?''')/, "")
      .replace(LINE, "")
      .replaceAll(/^[ \t]*#.*$/gm, "")
      .trim() === ""
  );
}
