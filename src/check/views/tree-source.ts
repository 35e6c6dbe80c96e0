import type { Location } from "../../findings/location.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** A place in the tree's copy of a module, with its line when the text is at hand through the scan; null without a tree. */
export function treePlace(inputs: RuleInputs, module: string, line: number, column: number): Location | null {
  const own = inputs.layout?.modules.find((candidate) => candidate.name === module);
  return own === undefined ? null : { file: own.path, line, column };
}
