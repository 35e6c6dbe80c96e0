import { matchesFromTop } from "../../../text/glob.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { TomlFile } from "../../../tree/toml-file.ts";
import type { ProjectModel, ScmModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { tableOf, text, texts } from "../project-table.ts";

const BASE = ["tool", "poetry-dynamic-versioning"];

/** Where poetry-dynamic-versioning puts the version into code, unless it is told. */
const SUBSTITUTED = ["*.py", "*/__init__.py", "*/__version__.py", "*/_version.py"];
const LITERAL = /^(__version__[ \t]*(?::[^=\n]+)?[ \t]*=[ \t]*['"])[^'"\n]*(['"])/m;

/** The version that poetry-dynamic-versioning takes from tags. */
export async function dynamicVersion(
  tree: SourceTree,
  model: ProjectModel,
  book: RemarkBook,
): Promise<ProjectModel> {
  const toml = tree.pyproject as TomlFile;
  const settings = tableOf(toml.get(BASE));
  if (settings["enable"] !== true) return model;
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
  return { ...model, version: { kind: "scm", scm: await versionFile(tree, toml, book) } };
}

/** The file whose literal the plug-in replaces is written whole, from a template of its own text. */
async function versionFile(tree: SourceTree, toml: TomlFile, book: RemarkBook): Promise<ScmModel> {
  const named = texts(toml.get([...BASE, "substitution", "files"]));
  const patterns = named.length > 0 ? named : SUBSTITUTED;
  const found: { readonly path: string; readonly content: string }[] = [];
  for (const { path, kind } of tree.files) {
    if (kind !== "file" || !patterns.some((pattern) => matchesFromTop(pattern, path))) continue;
    const content = (await tree.readText(path)) ?? "";
    if (LITERAL.test(content)) found.push({ path, content });
  }
  const [only, other] = found;
  if (only === undefined) return { versionFile: null, versionFileTemplate: null, options: {} };
  if (other !== undefined) {
    book.refuse(
      "version",
      `the version is put into several files: ${found.map(({ path }) => path).join(", ")}`,
      "keep one, and import __version__ from it in the others",
    );
    return { versionFile: null, versionFileTemplate: null, options: {} };
  }
  book.note(
    `${only.path} is written by the build from now on, and no longer kept in git: run pip install -e . after a checkout`,
  );
  const template = only.content.replaceAll(/[{}]/g, "$&$&").replace(LITERAL, "$1{version}$2");
  return { versionFile: only.path, versionFileTemplate: template, options: {} };
}
