import { symptom } from "../../../../findings/finding.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { treePlace } from "../../../views/tree-source.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K041: the package reads its own file from the current directory. */
export const assetFromWorkingDirectory: Rule = defineRule({
  code: "K041",
  slug: "asset-from-working-directory",
  title: "the package reads its own file from the current directory",
  severity: "warning",
  needs: [["tree", "python"]],
  docs: {
    what: "A literal relative path names a file of the project, which the program finds only if the checkout is the working directory.",
    why: "Users run the program in their own directory, so it fails with FileNotFoundError.",
    fix: "move the file into the package, declare it as package data and read it with importlib.resources",
    bad: 'Path("templates/page.md").read_text()',
    good: 'files("pkg").joinpath("templates/page.md").read_text()',
    peers: [],
  },
  *check(inputs) {
    const { tree, imports, layout } = inputs;
    if (tree === undefined || layout === null) return;
    for (const { module, paths, path: file } of imports?.tree?.modules ?? []) {
      if (module.startsWith("script:")) continue;
      for (const { path, base, line, column } of paths) {
        const inPackage = `${file.slice(0, file.lastIndexOf("/") + 1)}${path}`;
        const source = [path, inPackage].find((candidate) => isAsset(tree, candidate));
        // A bare name such as pyproject.toml is what a tool reads of its user's project.
        if (base !== "cwd" || source === undefined || (source === path && !path.includes("/"))) continue;
        if (ABOUT_PROJECTS.test(path)) continue;
        yield {
          message: `${file} reads ${path} from the current directory; the file is the project's own ${source}`,
          location: treePlace(inputs, module, line, column) ?? { file, line, column },
          subject: path,
          explains: [symptom.missingFile(path.slice(path.lastIndexOf("/") + 1)), symptom.missingFile(path)],
        };
      }
    }
  },
});

/** What tools look for in the projects that they work on. */
const ABOUT_PROJECTS = /^(\.|tests?\/|docs?\/|\.github\/|src\/)/;

function isAsset(tree: SourceTree, path: string): boolean {
  return tree.has(path) || tree.files.some((file) => file.path.startsWith(`${path}/`));
}
