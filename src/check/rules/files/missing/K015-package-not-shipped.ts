import { posix } from "node:path";
import { wheelView } from "../../../views/packages/wheel-view.ts";
import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import { isMeantToShip } from "../../../views/packages/package-files.ts";
import { excludingLineHelp } from "./excluding-line.ts";
import { leftOutModules } from "./left-out-modules.ts";
import { ownSources } from "../../../views/packages/own-sources.ts";
import { sdistText } from "../../../views/sdist-content.ts";
import { installedPaths } from "../../../views/wheel-content.ts";
import { projectsBelow } from "../../../../tree/not-a-project.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";

/** K015: a package of the tree is not in the wheel. */
export const packageNotShipped: Rule = defineRule({
  code: "K015",
  slug: "package-not-shipped",
  title: "a package of the tree is not in the wheel",
  severity: "error",
  needs: [["tree", "wheel"], ["tree"], ["sdist", "wheel"]],
  predictsWheel: true,
  docs: {
    what: "The wheel lacks a subpackage of a package that it contains, or a module that the sdist contains.",
    why: "Importing it fails with ModuleNotFoundError for every user.",
    fix: "let the backend find packages instead of listing them, or add it to the list",
    bad: 'packages = ["pkg"]  # and pkg/sub/',
    good: "[tool.setuptools.packages.find]",
    peers: ["check-wheel-contents:W101"],
  },
  async check(inputs) {
    const { layout } = inputs;
    if (inputs.tree === undefined) return leftOutOfWheel(inputs);
    const found: RuleFinding[] = [];
    if (layout === null || (inputs.wheels.length > 0 && inputs.builtFromTree !== true)) return found;
    const view = await wheelView(inputs);
    if (view === null) return found;
    const { names } = view;
    const isChosen = choosesItsPart(inputs.tree) || (await projectsBelow(inputs.tree)).length > 0;
    const missing = layout.modules.filter(
      (module) => module.isPackage && !names.has(module.name) && isMeantToShip(module.name),
    );
    for (const { name, path } of missing) {
      const parent = name.split(".").slice(0, -1).join(".");
      // Its parent ships. K046 speaks of the project's own top-level package, K016 of one that is imported.
      if (parent === "" || !names.has(parent)) continue;
      // Distributions share a namespace: which part of it this one ships, it was told.
      if (isChosen && !layout.modules.some((each) => each.isPackage && name.startsWith(`${each.name}.`)))
        continue;
      const inside = layout.modules.filter(
        (module) => module.name === name || module.name.startsWith(`${name}.`),
      );
      found.push({
        message: `the package ${name} (${path}) is not in ${view.label}`,
        location: { file: path },
        subject: name,
        symptom: symptom.missingModule(name),
        // Somebody may have excluded it on purpose.
        ...(view.isPredicted && { severity: "warning" as const, confidence: "likely" as const }),
        disprovedBy: view.disprovedBy,
        ...withHelp(
          excludingLineHelp(inputs.tree, posix.dirname(path), name) ??
            inputs.tree.backendFacts.listPackageHelp(name),
        ),
        explains: inside.map((module) => symptom.missingModule(module.name)),
      });
    }
    return found;
  },
});

function withHelp(help: string | null | undefined): { help?: string } {
  return help == null ? {} : { help };
}

/** Whether the settings name the folders of the wheel one by one. */
function choosesItsPart({ pyproject }: SourceTree): boolean {
  const build = ["tool", "hatch", "build"];
  return [build, [...build, "targets", "wheel"]].some((base) =>
    ["only-include", "packages"].some((key) => pyproject?.get([...base, key]) !== undefined),
  );
}

/** What the sdist of the same release has and the first wheel lacks, of packages that it installs. */
async function leftOutOfWheel(inputs: RuleInputs): Promise<readonly RuleFinding[]> {
  const [wheel] = inputs.wheels;
  const [sdist] = inputs.sdists;
  const sources = ownSources(inputs);
  if (wheel === undefined || sdist === undefined || sources === null) return [];
  const missing = leftOutModules(sources, installedPaths(wheel));
  const texts = await Promise.all(SETTINGS.map((file) => sdistText(sdist, file)));
  const isChosen = texts.some((text) => /exclude|\bonly-include\b|\bpackages\s*=\s*\[/.test(text ?? ""));
  return missing.map(({ name, source }) => ({
    message: `${source} is in ${sources.label} and not in ${wheel.fileName}, which contains its parent package`,
    location: { file: sources.place(source) },
    subject: name,
    symptom: symptom.missingModule(name),
    confidence: "likely",
    disprovedBy: [outcomeKey.imported(name)],
    // Somebody may have left it out on purpose.
    ...(isChosen && { severity: "warning" as const }),
  }));
}

/** Where a project says what its wheel holds. */
const SETTINGS = ["pyproject.toml", "setup.cfg", "setup.py"];
