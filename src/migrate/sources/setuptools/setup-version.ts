import type { SourceTree } from "../../../tree/source-tree.ts";
import { keysOf } from "../../../tree/pyproject-project.ts";
import { noted, type VersionModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { attributeOf } from "../attribute-version.ts";
import { scmVersion } from "../scm-version.ts";
import type { SetupFacts } from "./run-setup.ts";

/** A literal of a module where setup.py or setup.cfg reads it there, else what setup() was given. */
export async function setupVersion(
  tree: SourceTree,
  { version, sdist, scm, opened }: Pick<SetupFacts, "version" | "sdist" | "scm" | "opened">,
  wheel: ReadonlyMap<string, string>,
  book: RemarkBook,
): Promise<VersionModel> {
  if (scm !== null) return scmVersion(scm);
  const table = ["setuptools_scm", "setuptools-scm"]
    .map((key) => ["tool", key])
    .find((path) => tree.pyproject?.get(path) !== undefined);
  if (tree.backendFacts.versionFromVcs(tree.pyproject) && table !== undefined && tree.pyproject !== null) {
    const toml = tree.pyproject;
    const options = Object.fromEntries(keysOf(toml, table).map((key) => [key, toml.get([...table, key])]));
    return scmVersion(options);
  }
  const isWritten = [tree.setupPy?.text, tree.setupCfg?.text, tree.pyproject?.text].some(
    (text) => text?.includes(version) === true,
  );
  if (!isWritten && sdist.length > 0) {
    const literal = new RegExp(
      `^(__version__|VERSION|version)\\s*(?::[^=\\n]+)?=\\s*['"]${version.replaceAll(/[.+!]/g, "\\$&")}['"]`,
      "m",
    );
    for (const [member, path] of wheel) {
      const found = member.endsWith(".py") ? literal.exec((await tree.readText(path)) ?? "") : null;
      if (found !== null) return attributeOf(member, path, found[1] ?? "", version);
    }
  }
  for (const path of opened) await remarkCopy(tree, path, version, book);
  return { kind: "static", version: noted(version) };
}

/** A file that setup.py or setup.cfg read the version of, and that decides nothing from now on. */
async function remarkCopy(tree: SourceTree, path: string, version: string, book: RemarkBook): Promise<void> {
  if (/^(?:setup\.(?:py|cfg)|pyproject\.toml)$/.test(path)) return;
  const text = (await tree.readText(path)) ?? "";
  const how =
    text.trim() === version
      ? "states the version"
      : path.endsWith(".py") && /^__version__\s*=/m.test(text)
        ? "computes the version"
        : null;
  if (how !== null)
    book.note(
      `${path} ${how}, but the build no longer reads it there: pyproject.toml now states ${version}, so update both`,
    );
}
