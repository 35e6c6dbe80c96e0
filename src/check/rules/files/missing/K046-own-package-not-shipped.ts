import { unknownBackend } from "../../../../tree/backends/unknown.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";
import { discoveryProblem } from "../../../views/packages/package-discovery.ts";
import { packageHelp, unshippedPackage, type UnshippedPackage } from "./own-package.ts";
import { ownSources } from "../../../views/packages/own-sources.ts";
import { wheelView } from "../../../views/packages/wheel-view.ts";

/** K046: the project's own package is not in the wheel. */
export const ownPackageNotShipped: Rule = defineRule({
  code: "K046",
  slug: "own-package-not-shipped",
  title: "the project's own package is not in the wheel",
  severity: "error",
  needs: [["tree", "wheel"], ["sdist", "wheel"], ["tree"]],
  predictsWheel: true,
  docs: {
    what: "The sources contain the project's package, but it cannot be imported from the wheel: the wheel installs the inside of the package, or only tests, scripts and similar files.",
    why: "The wheel installs something else, so importing the project fails with ModuleNotFoundError for every user.",
    fix: "configure which folder contains the package",
    bad: '[tool.setuptools.packages.find]\nwhere = ["src/demo"]  # the package is src/demo',
    good: '[tool.setuptools.packages.find]\nwhere = ["src"]',
    peers: [],
  },
  async check(inputs) {
    const found: RuleFinding[] = [];
    const view = await wheelView(inputs);
    const sources = ownSources(inputs);
    const name = inputs.wheels[0]?.metadata?.name ?? inputs.tree?.project.name?.value;
    if (view === null || sources === null || name === undefined) return found;
    // F010 speaks of a backend that finds no package at all.
    if (view.isPredicted && inputs.tree !== undefined && discoveryProblem(inputs.tree) !== null) return found;
    const missing = await unshippedPackage(name, sources, view);
    if (missing === null) return found;
    const tops = [...new Set([...view.names].map((each) => each.split(".")[0] ?? ""))].sort();
    const shown =
      tops.length === 0 ? "no module" : tops.slice(0, 4).join(", ") + (tops.length > 4 ? ", ..." : "");
    const init = `${missing.folder}/__init__.py`;
    found.push({
      message: `${view.label} installs ${shown} but not the project's package ${missing.name} (${init})`,
      location: { file: sources.place(init) },
      subject: missing.name,
      ...(view.isPredicted && { confidence: "likely" as const }),
      disprovedBy: view.disprovedBy,
      why: `import ${missing.name} fails for every user with ModuleNotFoundError.`,
      help: packageHelp(inputs.tree?.backendFacts ?? unknownBackend, missing),
      explains: [
        symptom.missingModule(missing.name),
        ...tops.map((top) => symptom.topLevel(top)),
        ...[...sources.paths]
          .filter((path) => path.startsWith(`${missing.folder}/`) && path.endsWith(".py"))
          .map((path) => symptom.missingModule(moduleName(missing, path))),
      ],
    });
    return found;
  },
});

function moduleName({ name, folder }: UnshippedPackage, path: string): string {
  return (name + path.slice(folder.length)).replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
}
