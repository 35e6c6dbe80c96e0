import { parseSpecifierSet } from "../../../version/specifiers.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { TomlFile } from "../../../tree/toml-file.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { tableOf, text } from "../project-table.ts";

const BASE = ["tool", "poetry-dynamic-versioning"];

/** The version that poetry-dynamic-versioning takes from tags, and whether the wheel is tagged for Python 2 too. */
export function dynamicVersion(
  tree: SourceTree,
  model: ProjectModel,
  book: RemarkBook,
): { readonly model: ProjectModel; readonly pythonTwo: boolean } {
  const toml = tree.pyproject as TomlFile;
  const settings = tableOf(toml.get(BASE));
  const pythonTwo = parseSpecifierSet(model.requiresPython?.value ?? "")?.contains("2.7.18") ?? false;
  if (settings["enable"] !== true) return { model, pythonTwo };
  book.intend(
    "version",
    null,
    "poetry-dynamic-versioning and setuptools-scm give the same version at a tag, and other development versions between tags",
  );
  for (const key of Object.keys(settings))
    if (!["enable", "vcs", "style"].includes(key))
      book.note(
        `[tool.poetry-dynamic-versioning] ${key} has no place in setuptools-scm: look at [tool.setuptools_scm]`,
      );
  if ((text(settings["vcs"]) ?? "git") !== "git" && settings["vcs"] !== "any")
    book.refuse("version", `versions from ${text(settings["vcs"])} cannot be migrated`, "use git");
  return {
    model: {
      ...model,
      version: { kind: "scm", scm: { versionFile: null, versionFileTemplate: null, options: {} } },
    },
    pythonTwo,
  };
}
