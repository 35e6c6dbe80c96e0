import { importNamesOf } from "../../../../distribution/import-names.ts";
import { keysOf, stringList } from "../../../../tree/pyproject-project.ts";
import { isRequirementError, parseRequirement } from "../../../../version/requirement.ts";
import type { RuleInputs } from "../../../engine/rule.ts";

/** Extras that developers use, not users. */
export const DEVELOPMENT_EXTRAS: RegExp =
  /^(dev|develop|development|tests?|testing|lint|docs?|typing|ci|qa|check|type)$/i;

/** Lower-case import names of what the tree lists for development, and where: `dependency group dev`. */
export function developmentNames(inputs: RuleInputs): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const { pyproject, project } = inputs.tree ?? {};
  const add = (text: string, where: string): void => {
    const parsed = parseRequirement(text);
    if (isRequirementError(parsed)) return;
    for (const name of importNamesOf(parsed.name)) names.set(name.toLowerCase(), where);
  };
  if (pyproject == null || project === undefined) return names;
  for (const group of keysOf(pyproject, ["dependency-groups"])) {
    for (const item of stringList(pyproject, ["dependency-groups", group]))
      add(item.value, `the dependency group ${group}`);
  }
  for (const item of stringList(pyproject, ["tool", "uv", "dev-dependencies"]))
    add(item.value, "tool.uv.dev-dependencies");
  for (const group of keysOf(pyproject, ["tool", "poetry", "group"])) {
    for (const name of keysOf(pyproject, ["tool", "poetry", "group", group, "dependencies"]))
      add(name, `the Poetry group ${group}`);
  }
  for (const name of keysOf(pyproject, ["tool", "poetry", "dev-dependencies"]))
    add(name, "tool.poetry.dev-dependencies");
  for (const [extra, list] of project.optionalDependencies) {
    if (DEVELOPMENT_EXTRAS.test(extra)) for (const item of list) add(item.value, `the extra ${extra}`);
  }
  return names;
}
