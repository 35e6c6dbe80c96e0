import { installedPaths } from "../../wheel-content.ts";
import { memberPath } from "../../metadata-view.ts";
import { symptom } from "../../../values/finding.ts";
import { posix } from "node:path";
import { sourceOf, treePlace } from "../../tree-source.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** K012: a file that the code opens is not in the wheel. */
export const openedFileNotShipped: Rule = defineRule({
  code: "K012",
  slug: "opened-file-not-shipped",
  title: "a file that the code opens is not in the wheel",
  severity: "error",
  needs: [["wheel", "python"]],
  docs: {
    what: "The code reads a file beside its modules (`__file__`, importlib.resources), and the wheel does not have it.",
    why: "It works in the checkout and fails with FileNotFoundError for every user.",
    fix: "declare it as package data",
    bad: 'Path(__file__).parent / "greeting.txt"  # not in package-data',
    good: '[tool.setuptools.package-data]\npkg = ["*.txt"]',
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    const scan = inputs.imports?.wheel;
    if (wheel === undefined || scan == null) return;
    const shipped = installedPaths(wheel);
    for (const module of scan.modules) {
      for (const path of module.paths) {
        if (path.base !== "package" || shipped.has(path.path)) continue;
        const source = sourceOf(inputs, module.module, path.path);
        // Without a file of that name in the tree it may be one that the program makes itself.
        if (source === null) continue;
        const place = treePlace(inputs, module.module, path.line, path.column);
        yield {
          message: `${module.path} reads ${path.path}, which is in the tree (${source}) and not in the wheel`,
          location: place ?? { file: memberPath(wheel, module.path), line: path.line, column: path.column },
          subject: source,
          ...(inputs.tree !== undefined && {
            help: `ship ${source}: ${inputs.tree.backendFacts.shipDataHelp}`,
          }),
          explains: [symptom.missingFile(basename(path.path)), symptom.missingFile(source)],
        };
      }
    }
  },
});

function basename(path: string): string {
  return posix.basename(path);
}
