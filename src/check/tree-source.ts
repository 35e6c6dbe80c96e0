import type { Location } from "../values/location.ts";
import type { RuleInputs } from "./rule.ts";

/** The file of the tree that would lie at a path of the wheel, seen from a module that both have; null when there is none. */
export function sourceOf(inputs: RuleInputs, module: string, installed: string): string | null {
  const { tree, layout } = inputs;
  if (tree === undefined || layout === null) return null;
  const own = layout.modules.find((candidate) => candidate.name === module);
  for (const root of own === undefined ? layout.roots : [own.root]) {
    const path = root === "" ? installed : `${root}/${installed}`;
    for (const candidate of [path, path.replace(/^\.\.\//, "")]) {
      if (tree.has(candidate) || tree.files.some((file) => file.path.startsWith(`${candidate}/`)))
        return candidate;
    }
  }
  return null;
}

/** A place in the tree's copy of a module, with its line when the text is at hand through the scan; null without a tree. */
export function treePlace(inputs: RuleInputs, module: string, line: number, column: number): Location | null {
  const own = inputs.layout?.modules.find((candidate) => candidate.name === module);
  return own === undefined ? null : { file: own.path, line, column };
}
