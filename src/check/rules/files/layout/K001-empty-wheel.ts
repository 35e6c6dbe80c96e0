import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";
import { packageHelp, spellingsOf, type UnshippedPackage } from "../missing/own-package.ts";
import { ownSources, topPackages } from "../../../views/packages/own-sources.ts";
import { discoveryProblem } from "../../../views/packages/package-discovery.ts";
import { installsElsewhere, predictedWheel } from "../../../views/packages/predicted-wheel.ts";
import { isEmptyWheel } from "../../../views/wheel-content.ts";

/** K001: the wheel contains no project files. */
export const emptyWheel: Rule = defineRule({
  code: "K001",
  slug: "empty-wheel",
  title: "the wheel contains no project files",
  severity: "error",
  needs: [["wheel"], ["tree"]],
  predictsWheel: true,
  docs: {
    what: "The wheel contains only metadata.",
    why: "The wheel installs without an error, but nothing can be imported.",
    fix: 'configure where the packages are; for setuptools: [tool.setuptools.packages.find] where = ["src"]',
    bad: '[tool.setuptools.packages.find]\ninclude = ["pkg*"]  # but pkg is in src/',
    good: '[tool.setuptools.packages.find]\nwhere = ["src"]',
    peers: ["check-wheel-contents:W007", "check-wheel-contents:W008"],
  },
  async check(inputs) {
    const { wheels, layout, tree } = inputs;
    const found: RuleFinding[] = [];
    const own = tree === undefined ? [] : packagesOf(inputs, tree);
    const [first] = own;
    const help = tree !== undefined && first !== undefined && { help: packageHelp(tree.backendFacts, first) };
    const modules = (layout?.modules ?? []).map((module) => symptom.missingModule(module.name));
    for (const wheel of wheels) {
      // An archive without any member could not be read: another rule tells.
      if (wheel.entries.length === 0 || !isEmptyWheel(wheel)) continue;
      const expected =
        layout === null || layout.topLevel.length === 0 ? own.map(({ name }) => name) : layout.topLevel;
      // A metapackage is made of requirements only: with no code in the tree that is what it is.
      if (expected.length === 0 && (wheel.metadata?.requiresDist.length ?? 0) > 0) continue;
      found.push({
        message: `${wheel.fileName} contains no project files${lacking(expected)}`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
        ...help,
        explains: [
          ...modules,
          ...[...(wheel.entryPoints?.groups.values() ?? [])].flatMap((list) =>
            list.flatMap((entry) => [
              symptom.script(entry.name),
              symptom.entryPoint(entry.name),
              symptom.missingModule(entry.module),
              symptom.missingModule(entry.module.split(".")[0] ?? ""),
            ]),
          ),
          symptom.install("empty"),
        ],
      });
    }
    if (wheels.length === 0 && tree !== undefined && own.length > 0 && (await willBeEmpty(tree))) {
      found.push({
        message: `the wheel that ${tree.backend.id} will build contains no project files${lacking(own.map(({ name }) => name))}`,
        location: { file: tree.pyproject === null ? "setup.py" : "pyproject.toml" },
        subject: "the wheel",
        confidence: "likely",
        disprovedBy: [outcomeKey.built],
        ...help,
        explains: [...modules, symptom.install("empty")],
      });
    }
    return found;
  },
});

function lacking(expected: readonly string[]): string {
  return expected.length === 0 ? "" : `; the tree has ${expected.join(", ")}`;
}

/** The packages that a release would be about. */
function packagesOf(inputs: RuleInputs, tree: SourceTree): readonly UnshippedPackage[] {
  const sources = ownSources(inputs);
  if (sources === null) return [];
  return topPackages(sources, spellingsOf(tree.project.name?.value ?? "")).map((folder) => ({
    folder,
    name: folder.slice(folder.lastIndexOf("/") + 1),
  }));
}

/** Whether the backend will take nothing of a tree. F010 speaks of one that looks for packages in vain. */
async function willBeEmpty(tree: SourceTree): Promise<boolean> {
  if (discoveryProblem(tree) !== null || installsElsewhere(tree)) return false;
  return (await predictedWheel(tree))?.size === 0;
}
