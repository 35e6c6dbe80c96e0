import { missingVersionTool } from "../../../../versioning/version-tool.ts";
import { symptom } from "../../../../findings/finding.ts";
import { missingDataFiles } from "../../../views/packages/missing-data.ts";
import { shipHelp } from "./ship-help.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";
import { wheelView } from "../../../views/packages/wheel-view.ts";

/** K013: a file of the package's folder is not in the wheel. */
export const dataFileNotShipped: Rule = defineRule({
  code: "K013",
  slug: "data-file-not-shipped",
  title: "a file of the package's folder is not in the wheel",
  severity: "warning",
  needs: [["tree", "wheel"], ["tree"]],
  predictsWheel: true,
  docs: {
    what: "A package in the tree has a non-Python file that the wheel does not contain.",
    why: "Code that reads it works in the checkout but fails for every user.",
    fix: "declare it as package data, or move it out of the package",
    bad: "pkg/schema.json without package-data",
    good: '[tool.setuptools.package-data]\npkg = ["*.json"]',
    peers: ["check-wheel-contents:W101", "check-sdist"],
  },
  async check(inputs) {
    // A tool such as setuptools-scm would ship what is tracked.
    const lacksTool = inputs.tree !== undefined && missingVersionTool(inputs.tree).length > 0;
    const found: RuleFinding[] = [];
    const view = await wheelView(inputs);
    if (view === null) return found;
    const missing = missingDataFiles(inputs, view);
    const where = view.isPredicted ? view.label : "the wheel";
    const general = `ship them: ${inputs.tree?.backendFacts.shipDataHelp ?? ""}`;
    for (const { path, installed, package: name } of missing) {
      const own = shipHelp(inputs, view, { paths: new Set() }, { source: path, installed });

      const more = missing.length > FEW ? ` (and ${missing.length - 1} more files like it)` : "";
      const base = path.slice(path.lastIndexOf("/") + 1);
      found.push({
        message: `${path} is not in ${where}, and its package ${name} is`,
        // One subject makes one finding of them, with the place of each.
        ...(missing.length > FEW && {
          message: `${missing[0]?.path}${more} is not in ${where}, and its package is`,
        }),
        location: { file: path },
        subject: missing.length > FEW ? "data files" : path,
        confidence: "likely",
        disprovedBy: view.disprovedBy,
        help: missing.length > FEW || own === null ? general : own,
        ...(lacksTool
          ? { symptom: symptom.build("file-left-out") }
          : missing.length <= FEW && { symptom: symptom.missingFile(path) }),
        explains: [symptom.missingFile(base)],
      });
    }
    return found;
  },
});

/** So many files are told one by one. */
const FEW = 3;
