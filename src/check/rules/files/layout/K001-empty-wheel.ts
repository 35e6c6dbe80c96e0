import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import type { SourceTree } from "../../../../tree/source-tree.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";
import { packageHelp, spellingsOf, type UnshippedPackage } from "../missing/own-package.ts";
import { ownSources, topPackages } from "../../../views/packages/own-sources.ts";
import { discoveryProblem } from "../../../views/packages/package-discovery.ts";
import { installsElsewhere, predictedWheel } from "../../../views/packages/predicted-wheel.ts";
import { isEmptyWheel } from "../../../views/wheel-content.ts";

/** K001: the wheel holds no file of the project. */
export const emptyWheel: Rule = defineRule({
  code: "K001",
  slug: "empty-wheel",
  title: "the wheel holds no file of the project",
  severity: "error",
  needs: [["wheel"], ["tree"]],
  docs: {
    what: "Nothing but metadata is in the wheel.",
    why: "It installs without a word, and then nothing can be imported.",
    fix: 'tell the back-end where the packages are: for setuptools [tool.setuptools.packages.find] where = ["src"]',
    bad: '[tool.setuptools.packages.find]\ninclude = ["pkg*"]  # but pkg lies below src/',
    good: '[tool.setuptools.packages.find]\nwhere = ["src"]',
    peers: ["check-wheel-contents:W007", "check-wheel-contents:W008"],
  },
  async check(inputs) {
    const { wheels, layout, tree } = inputs;
    const found: RuleFinding[] = [];
    const root = layout?.roots[0] ?? "";
    const modules = (layout?.modules ?? []).map((module) => symptom.missingModule(module.name));
    const help = tree?.backend.id === "setuptools" &&
      root !== "" && {
        help: `write [tool.setuptools.packages.find] where = ["${root}"]`,
      };
    for (const wheel of wheels) {
      // An archive without any member could not be read: another rule tells.
      if (wheel.entries.length === 0 || !isEmptyWheel(wheel)) continue;
      const expected = layout?.topLevel ?? [];
      // A metapackage is made of requirements only: with no code in the tree that is what it is.
      if (expected.length === 0 && (wheel.metadata?.requiresDist.length ?? 0) > 0) continue;
      found.push({
        message: `${wheel.fileName} holds no file of the project${lacking(expected)}`,
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
    const expected = wheels.length > 0 || tree === undefined ? [] : await unshippedOf(inputs, tree);
    const [first] = expected;
    if (tree !== undefined && first !== undefined) {
      found.push({
        message: `the wheel that ${tree.backend.id} will build holds no file of the project${lacking(expected.map(({ name }) => name))}`,
        location: { file: tree.pyproject === null ? "setup.py" : "pyproject.toml" },
        subject: "the wheel",
        confidence: "likely",
        disprovedBy: [outcomeKey.built],
        help: packageHelp(tree.backend.id, first),
        explains: [...modules, symptom.install("empty")],
      });
    }
    return found;
  },
});

function lacking(expected: readonly string[]): string {
  return expected.length === 0 ? "" : `; the tree has ${expected.join(", ")}`;
}

/** The packages of a tree of which the back-end will take none. F010 speaks of a back-end that looks for them in vain. */
async function unshippedOf(inputs: RuleInputs, tree: SourceTree): Promise<readonly UnshippedPackage[]> {
  if (discoveryProblem(tree) !== null || installsElsewhere(tree)) return [];
  const sources = ownSources(inputs);
  if (sources === null || (await predictedWheel(tree))?.size !== 0) return [];
  return topPackages(sources, spellingsOf(tree.project.name?.value ?? "")).map((folder) => ({
    folder,
    name: folder.slice(folder.lastIndexOf("/") + 1),
  }));
}
