import { undeclaredImports } from "../../undeclared-imports.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** P006: an import that no requirement provides. */
export const undeclaredDependency: Rule = defineRule({
  code: "P006",
  slug: "undeclared-dependency",
  title: "an import that no requirement provides",
  severity: "warning",
  needs: [["wheel", "python"]],
  docs: {
    what: "A module of the wheel imports, without a guard, a package that is neither in the wheel, nor in the standard library, nor required.",
    why: "In a fresh environment the import fails with ModuleNotFoundError. It works in yours, where something else has installed it.",
    fix: "add the distribution to project.dependencies",
    bad: "import yaml  # dependencies = []",
    good: 'dependencies = ["PyYAML>=6"]',
    peers: ["deptry:DEP001"],
  },
  check: undeclaredImports,
});
