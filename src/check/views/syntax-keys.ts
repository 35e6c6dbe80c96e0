import { symptom } from "../../findings/finding.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** The symptoms of a file that is no Python, for a rule that knows why: a path of the tree, or of a member of the wheel. */
export function syntaxKeys({ imports }: RuleInputs, path: string): readonly string[] {
  const modules = [...(imports?.tree?.modules ?? []), ...(imports?.wheel?.modules ?? [])];
  return modules.flatMap((module) => (module.path === path ? [symptom.syntax(module.module)] : []));
}
