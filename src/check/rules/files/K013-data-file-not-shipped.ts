import { importableNames, installedPaths, isEmptyWheel } from "../../wheel-content.ts";
import { symptom } from "../../../values/finding.ts";
import { packageDataFiles } from "../../package-files.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** K013: a file of the package's folder is not in the wheel. */
export const dataFileNotShipped: Rule = defineRule({
  code: "K013",
  slug: "data-file-not-shipped",
  title: "a file of the package's folder is not in the wheel",
  severity: "warning",
  needs: [["tree", "wheel"]],
  docs: {
    what: "A file that is no Python lies in a package of the tree, and the wheel lacks it.",
    why: "What reads it works in the checkout and fails for every user.",
    fix: "declare it as package data, or keep it out of the package's folder",
    bad: "pkg/schema.json without package-data",
    good: '[tool.setuptools.package-data]\npkg = ["*.json"]',
    peers: ["check-wheel-contents:W101", "check-sdist"],
  },
  *check(inputs) {
    const { tree, layout } = inputs;
    const wheel = inputs.wheels[0];
    if (tree === undefined || layout === null || wheel === undefined || inputs.builtFromTree !== true) return;
    if (isEmptyWheel(wheel)) return;
    const shipped = installedPaths(wheel);
    const names = importableNames(wheel);
    for (const file of packageDataFiles(tree, layout)) {
      // Of a package that is not shipped at all another rule speaks.
      if (shipped.has(file.installed) || !names.has(file.package)) continue;
      yield {
        message: `${file.path} is not in the wheel, and its package ${file.package} is`,
        location: { file: file.path },
        subject: file.path,
        confidence: "likely",
        help: `ship it: ${tree.backendFacts.shipDataHelp}`,
        symptom: symptom.missingFile(file.path),
        explains: [symptom.missingFile(file.path.slice(file.path.lastIndexOf("/") + 1))],
      };
    }
  },
});
