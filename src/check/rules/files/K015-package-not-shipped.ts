import { importableNames, isEmptyWheel } from "../../wheel-content.ts";
import { symptom } from "../../../values/finding.ts";
import { isMeantToShip } from "../../package-files.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** K015: a package of the tree is not in the wheel. */
export const packageNotShipped: Rule = defineRule({
  code: "K015",
  slug: "package-not-shipped",
  title: "a package of the tree is not in the wheel",
  severity: "error",
  needs: [["tree", "wheel"]],
  docs: {
    what: "A package that belongs to one that ships was left out.",
    why: "Importing it fails for every user with ModuleNotFoundError.",
    fix: "let the back-end find packages instead of listing them, or add it to the list",
    bad: 'packages = ["pkg"]  # and pkg/sub/',
    good: "[tool.setuptools.packages.find]",
    peers: ["check-wheel-contents:W101"],
  },
  *check(inputs) {
    const { layout } = inputs;
    const wheel = inputs.wheels[0];
    if (layout === null || wheel === undefined || inputs.builtFromTree !== true || isEmptyWheel(wheel))
      return;
    const names = importableNames(wheel);
    const missing = layout.modules.filter(
      (module) => module.isPackage && !names.has(module.name) && isMeantToShip(module.name),
    );
    for (const { name, path } of missing) {
      const parent = name.split(".").slice(0, -1).join(".");
      // Its parent ships, or it is a top-level package that others of the project import.
      if (parent === "" || !names.has(parent)) continue;
      const inside = layout.modules.filter(
        (module) => module.name === name || module.name.startsWith(`${name}.`),
      );
      yield {
        message: `the package ${name} (${path}) is not in ${wheel.fileName}`,
        location: { file: path },
        subject: name,
        symptom: symptom.missingModule(name),
        ...(inputs.tree?.backend.id === "setuptools" && {
          help: `add "${name}" to the list of packages, or let setuptools find them: packages = find_packages(), or [tool.setuptools.packages.find]`,
        }),
        explains: inside.map((module) => symptom.missingModule(module.name)),
      };
    }
  },
});
