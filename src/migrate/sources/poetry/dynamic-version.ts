import { matchesFromTop } from "../../../text/glob.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { TomlFile } from "../../../tree/formats/toml-file.ts";
import type { ProjectModel, ScmModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { tableOf } from "../../../tree/pyproject-project.ts";
import { text, texts, type Table } from "../project-table.ts";

const BASE = ["tool", "poetry-dynamic-versioning"];

/** Where poetry-dynamic-versioning puts the version into code, unless it is told. */
const SUBSTITUTED = ["*.py", "*/__init__.py", "*/__version__.py", "*/_version.py"];
const KNOWN: ReadonlySet<string> = new Set(
  "enable pattern pattern-prefix strict style substitution vcs".split(" "),
);

/** Settings that change the version of a tag itself. */
const OTHER_VERSIONS: ReadonlySet<string> = new Set(
  "format format-jinja format-jinja-imports from-file metadata tagged-metadata".split(" "),
);
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
    "poetry-dynamic-versioning and setuptools-scm give the same version at a tag, but different development versions between tags",
  );
  for (const key of Object.keys(settings)) {
    if (OTHER_VERSIONS.has(key))
      book.refuse(
        "version",
        `${key} of [tool.poetry-dynamic-versioning] gives versions that setuptools-scm does not derive from the same tags`,
        `remove ${key}, or stay on Poetry`,
      );
    else if (!KNOWN.has(key))
      book.note(
        `[tool.poetry-dynamic-versioning] ${key} has no counterpart in setuptools-scm: review [tool.setuptools_scm]`,
      );
  }
  const vcs = text(settings["vcs"]) ?? "git";
  if (vcs !== "git" && vcs !== "any")
    book.refuse("version", `versions from ${vcs} cannot be migrated`, "use git");
  const { changed, ...scm } = await versionFile(tree, toml, book);
  const options = { local_scheme: "no-local-version", ...tagRegex(settings, book) };
  return { model: { ...model, version: { kind: "scm", scm: { ...scm, options } } }, changed };
}

/** A pattern of tags in the form of setuptools-scm, whose group is `version`. */
function tagRegex(settings: Table, book: RemarkBook): { readonly tag_regex?: string } {
  const prefix = text(settings["pattern-prefix"]);
  const pattern = text(settings["pattern"]) ?? "default";
  const groups = Array.from(pattern.matchAll(/\(\?P<(\w+)>/g), ([, name = ""]) => name);
  if (/^default(?:-unprefixed)?$/.test(pattern))
    return prefix === null ? {} : { tag_regex: `^${escaped(prefix)}[vV]?(?P<version>[0-9][^+]*)(?:\\+.*)?$` };
  if (prefix === null && groups.join() === "base")
    return { tag_regex: pattern.replace("(?P<base>", "(?P<version>") };
  book.refuse(
    "version",
    `pattern of [tool.poetry-dynamic-versioning] splits a tag into several groups (${groups.join(", ")}), and setuptools-scm reads one group`,
    "write a pattern with the group base alone, which then holds the whole version",
  );
  return {};
}

function escaped(literal: string): string {
  return literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
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
    book.intend(
      "wheel-file",
      memberOf(only.path),
      "it takes __version__ from the file that the build writes",
    );
    return {
      versionFile: `${folder}_version.py`,
      versionFileTemplate: null,
      changed: new Map([[only.path, only.content.replace(LINE, "from ._version import __version__")]]),
    };
  }
  book.note(
    `${only.path} is now written by the build and no longer kept in git: run pip install -e . after a checkout`,
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
