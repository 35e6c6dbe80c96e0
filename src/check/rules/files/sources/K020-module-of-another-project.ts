import { normalizeName } from "../../../../version/names.ts";
import { distributionsOf, spelling } from "../../../../distribution/import-names.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { installedFiles, topLevelNames } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K020: a top-level module has the import name of another project. */
export const moduleOfAnotherProject: Rule = defineRule({
  code: "K020",
  slug: "module-of-another-project",
  title: "a top-level module has the import name of another project",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "The wheel installs an import name that a well-known distribution provides.",
    why: "If both are installed, they overwrite each other's files.",
    fix: "rename the package",
    bad: "yaml/__init__.py in good-pkg",
    good: "good_yaml/__init__.py",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const own = normalizeName(wheel.metadata?.name ?? "");
      const files = installedFiles(wheel);
      for (const name of topLevelNames(wheel)) {
        const owners = distributionsOf(name);
        const [owner] = owners;
        // Forks and builds of a project bear its name, and namespaces are shared.
        if (
          owner === undefined ||
          own === "" ||
          owners.some((each) => isKin(own, each)) ||
          isKin(own, normalizeName(name))
        )
          continue;
        const file = files.find(({ path }) => path === `${name}/__init__.py` || path === `${name}.py`);
        if (file === undefined) continue;
        yield {
          message: `${wheel.fileName} installs ${name}, which belongs to ${spelling(owner)}`,
          location: { file: memberPath(wheel, file.member) },
          subject: name,
          confidence: "likely",
        };
      }
    }
  },
});

function isKin(name: string, other: string): boolean {
  return name === other || name.includes(other) || other.includes(name);
}
