import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import { undeclaredImports, undeclaredTreeImports } from "./undeclared-imports.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** P009: the package imports a development dependency. */
export const developmentDependencyImported: Rule = defineRule({
  code: "P009",
  slug: "development-dependency-imported",
  title: "the package imports a development dependency",
  severity: "warning",
  needs: [["tree", "python"]],
  docs: {
    what: "A module imports, without a guard, a distribution that is in a dependency group or a development extra, but not in the dependencies.",
    why: "The distribution is installed on your machine and in CI, but users do not have it: the import fails with ModuleNotFoundError.",
    fix: "move the requirement to project.dependencies, or move the import into the tests",
    bad: '[dependency-groups]\ndev = ["pyyaml"]  # and src/demo/cli.py imports yaml',
    good: 'dependencies = ["pyyaml"]',
    peers: ["deptry:DEP004"],
  },
  *check(inputs) {
    const found = inputs.wheels.length > 0 ? undeclaredImports(inputs) : undeclaredTreeImports(inputs);
    for (const {
      module,
      item,
      top,
      carriers,
      development,
      isClosed,
      breaksScript,
      isReached,
      location,
    } of found) {
      if (development === null || carriers.length > 0) continue;
      yield {
        message: `${module.path} imports ${top}, which is in ${development} only`,
        severity: !isReached
          ? "info"
          : isClosed && breaksScript && inputs.builtFromTree === true
            ? "error"
            : "warning",
        confidence: isClosed ? "certain" : "likely",
        disprovedBy: [outcomeKey.imported(module.module)],
        location,
        subject: top,
        explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
      };
    }
  },
});
