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
    for (const path of opened)
      if (path !== "setup.py" && /^__version__\s*=/m.test((await tree.readText(path)) ?? ""))
        book.note(
          `${path} computes the version, and setup.py reads it there: pyproject.toml states ${version} from now on, so raise both, or write the literal into ${path} first`,
        );
  }
  return { kind: "static", version: noted(version) };
}
