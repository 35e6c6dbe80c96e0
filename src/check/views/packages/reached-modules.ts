import type { RuleInputs } from "../../engine/rule.ts";
import type { ScannedModule } from "../../scan/import-scan.ts";
import { scriptViews } from "../script-view.ts";

/** Modules that run when a top-level package is imported or a script starts, by unguarded imports. */
export function reachedAtStart(
  inputs: RuleInputs,
  byName: ReadonlyMap<string, ScannedModule>,
): ReadonlySet<string> {
  const scripts = scriptViews(inputs).filter((script) => script.isProgram);
  const roots = [...byName.keys()].filter((name) => !name.includes(".") && !name.startsWith("_"));
  const queue = [...roots, ...scripts.map((script) => script.module)];
  const reached = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    // Importing a module imports the packages around it.
    for (let each = name; each !== "" && !reached.has(each); each = parentOf(each)) {
      reached.add(each);
      for (const item of byName.get(each)?.imports ?? []) {
        if (item.guarded || item.conditional || item.inFunction) continue;
        queue.push(item.module);
        for (const part of item.names) queue.push(`${item.module}.${part}`);
      }
    }
  }
  return reached;
}

/**
 * Whether a module runs for everybody who uses the project. Where the packages' own `__init__` import nothing of the
 * project, users import its modules one by one, and each counts; elsewhere a module that nothing reaches is for those
 * who have what it needs.
 */
export function runsForAll(
  inputs: RuleInputs,
  modules: readonly ScannedModule[],
): (module: string) => boolean {
  const byName = new Map(modules.map((module) => [module.module, module]));
  const reached = reachedAtStart(inputs, byName);
  const roots = modules.filter(({ module }) => !module.includes("."));
  const leadsOn = roots.some(({ module, imports }) =>
    imports.some(
      (item) =>
        !item.guarded && !item.conditional && !item.inFunction && `${item.module}.`.startsWith(`${module}.`),
    ),
  );
  return (module) => !leadsOn || reached.has(module);
}

/** The package that a module is in; empty for one at the top. */
export function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
