import type { Location } from "../../../../findings/location.ts";
import { isExcludedFromWheel } from "../../../../tree/wheel-excludes.ts";
import type { RuleInputs } from "../../../engine/rule.ts";
import type { ScannedImport, ScannedModule } from "../../../scan/import-scan.ts";
import { isAside } from "../../../views/packages/missing-modules.ts";
import { isChosenByCondition, isNeverImported } from "../../../views/packages/optional-modules.ts";
import { reachedAtStart } from "../../../views/packages/reached-modules.ts";
import { wheelView } from "../../../views/packages/wheel-view.ts";
import { isSample } from "../../../views/released-files.ts";
import { isRuntimeModule } from "../../dependencies/imports/undeclared-imports.ts";

/** The modules that users get: those of the wheel, or of the tree as far as its wheel can be predicted. */
export interface ShippedModules {
  readonly modules: readonly ScannedModule[];
  /** Of the wheel, else as the tree declares it; null when it admits every Python, undefined when it is not known. */
  readonly requiresPython: string | null | undefined;
  /** Required without or with an extra, as written; null when they are not known. */
  readonly requirements: readonly string[] | null;
  /** Where a line of a module stands: in the tree when the tree has the module. */
  readonly place: (module: ScannedModule, line: number, column: number) => Location;
  /** What a finding about a wheel that nobody has built yet says of its confidence. */
  readonly doubt: { readonly confidence?: "likely"; readonly disprovedBy?: readonly string[] };
}

/** Null where nothing was scanned, or the wheel installs nothing. */
export async function shippedModules(inputs: RuleInputs): Promise<ShippedModules | null> {
  const view = await wheelView(inputs);
  const wheel = inputs.wheels[0];
  const { project } = inputs.tree ?? {};
  if (wheel !== undefined) {
    const { metadata } = wheel;
    return view === null
      ? null
      : {
          modules: view.modules,
          requiresPython: metadata?.requiresPython ?? null,
          requirements: metadata?.requiresDist ?? [],
          place: (module, line, column) => view.place(module, line, column),
          doubt: {},
        };
  }
  if (inputs.tree === undefined || project === undefined) return null;
  const declared = [...project.dependencies, ...[...project.optionalDependencies.values()].flat()];
  const isExcluded = isExcludedFromWheel(inputs.tree);
  return {
    modules:
      view?.modules ??
      (inputs.imports?.tree?.modules ?? []).filter(
        ({ module, path }) => !module.startsWith("script:") && !isExcluded(path),
      ),
    requiresPython: project.requiresPython?.value,
    requirements: project.dependenciesKnown ? declared.map(({ value }) => value) : null,
    place: (module, line, column) => view?.place(module, line, column) ?? { file: module.path, line, column },
    doubt: view === null ? {} : { confidence: "likely", disprovedBy: view.disprovedBy },
  };
}

/** The imports that run whenever their module does, of the modules that are there to be imported. */
export function* plainImports(
  modules: readonly ScannedModule[],
): Generator<{ readonly module: ScannedModule; readonly item: ScannedImport }> {
  for (const module of modules) {
    if (isSample(module.path) || isNeverImported(module.path)) continue;
    if (isChosenByCondition(module.module, modules)) continue;
    for (const item of module.imports)
      if (!item.guarded && !item.conditional && !item.inFunction) yield { module, item };
  }
}

/** Whether importing a top-level package or starting a script certainly runs a module, for every user. */
export function runsCertainly(
  inputs: RuleInputs,
  modules: readonly ScannedModule[],
): (module: ScannedModule) => boolean {
  const reached = reachedAtStart(inputs, new Map(modules.map((module) => [module.module, module])));
  return ({ module, path }) => reached.has(module) && isRuntimeModule(module) && !isAside(path);
}
