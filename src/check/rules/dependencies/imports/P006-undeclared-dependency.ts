import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import { providerOf, undeclaredImports, undeclaredTreeImports } from "./undeclared-imports.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** P006: no requirement provides an imported module. */
export const undeclaredDependency: Rule = defineRule({
  code: "P006",
  slug: "undeclared-dependency",
  title: "no requirement provides an imported module",
  severity: "warning",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  docs: {
    what: "A module of the wheel imports, without a guard, a package that is not in the wheel, not in the standard library and not required.",
    why: "In a fresh environment the import fails with ModuleNotFoundError. It works in yours because something else installed the package.",
    fix: "add the distribution to project.dependencies",
    bad: "import yaml  # dependencies = []",
    good: 'dependencies = ["PyYAML>=6"]',
    peers: ["deptry:DEP001"],
  },
  *check(inputs) {
    const imports = inputs.wheels.length > 0 ? undeclaredImports(inputs) : undeclaredTreeImports(inputs);
    for (const found of imports) {
      const { module, item, top, isClosed, known, carriers, development, breaksScript, isReached, location } =
        found;
      // Those have a rule of their own: P007, P009.
      if (carriers.length > 0 || development !== null) continue;
      // Something else that is required may bring it along, unless nothing that is required brings anything.
      if (!isClosed && known.length === 0) continue;
      yield {
        message: isClosed
          ? `${module.path} imports ${top}, but no requirement provides it`
          : `${module.path} imports ${top}, which is not among the requirements`,
        ...(isClosed
          ? {}
          : {
              why: "The import works only as long as another requirement happens to depend on it.",
            }),
        // Of what was built from this tree; a given file may be meant for an environment that has more.
        severity: !isReached
          ? "info"
          : isClosed && breaksScript && inputs.builtFromTree === true
            ? "error"
            : "warning",
        confidence: isClosed ? "certain" : "likely",
        disprovedBy: [outcomeKey.imported(module.module)],
        location,
        subject: top,
        help: `add "${providerOf(top)}" to the project's dependencies`,
        explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
      };
    }
  },
});
