import { symptom } from "../../../../findings/finding.ts";
import { providerOf, undeclaredImports } from "./undeclared-imports.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** P007: an import relies on a transitive dependency. */
export const transitiveDependency: Rule = defineRule({
  code: "P007",
  slug: "transitive-dependency",
  title: "an import relies on a transitive dependency",
  severity: "warning",
  scope: "hygiene",
  needs: [["wheel", "python"]],
  confidence: "likely",
  docs: {
    what: "A module imports, without a guard, a package that is not required itself but is a dependency of a required package.",
    why: "If the other package drops the dependency or moves to an incompatible version, the import fails although your project has not changed.",
    fix: "require it by its own name",
    bad: 'import urllib3  # dependencies = ["requests"]',
    good: 'dependencies = ["requests", "urllib3"]',
    peers: ["deptry:DEP003"],
  },
  *check(inputs) {
    for (const { module, item, top, carriers, development, isReached, location } of undeclaredImports(
      inputs,
    )) {
      if (carriers.length === 0 || development !== null) continue;
      yield {
        message: `${module.path} imports ${top}, which is not a requirement but a dependency of ${carriers.join(" and ")}`,
        // Of several, all would have to drop it.
        ...((!isReached || carriers.length > 1) && { severity: "info" as const }),
        location,
        subject: top,
        help: `add "${providerOf(top)}" to the project's dependencies`,
        explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
      };
    }
  },
});
