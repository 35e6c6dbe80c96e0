import { normalizeName } from "../../../version/names.ts";
import { importNamesOf } from "../../../distribution/import-names.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** Whether a project works on the tool itself: a plugin, a wrapper, a member of its family. */
export function isAbout(tool: string, projectName: string): boolean {
  const name = normalizeName(projectName);
  const family = tool.split("-")[0] ?? tool;
  return name === tool || name.split("-").includes(family);
}

/** Whether the project's own code imports the tool, or a pytest plugin is declared: then it is a real requirement. */
export function isImported(inputs: RuleInputs, tool: string): boolean {
  const wanted = importNamesOf(tool);
  const scans = inputs.scans === undefined ? [inputs.imports] : [...inputs.scans.values()];
  const modules = scans.flatMap((scan) => scan?.wheel?.modules ?? scan?.tree?.modules ?? []);
  const isOurs = (name: string): boolean => !name.startsWith("script:");
  if (
    modules.some(
      (module) =>
        isOurs(module.module) &&
        module.imports.some((item) => wanted.includes(item.module.split(".")[0] ?? "")),
    )
  ) {
    return true;
  }
  const groups = [
    ...(inputs.tree?.project.entryPoints.keys() ?? []),
    ...inputs.wheels.flatMap((wheel) => [...(wheel.entryPoints?.groups.keys() ?? [])]),
  ];
  return groups.some((group) => group.startsWith(`${tool}.`) || group === `${tool}11`);
}
