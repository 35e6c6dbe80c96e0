import type { Distribution } from "../dist/distribution.ts";
import type { RuleInputs } from "./rule.ts";
import type { ScannedImport, ScannedModule } from "./scan/import-scan.ts";
import { scriptViews } from "./script-view.ts";
import { importableNames, installedPaths } from "./wheel-content.ts";

/** An import of the project's own that nothing in the wheel answers. */
export interface MissingModule {
  readonly module: ScannedModule;
  readonly item: ScannedImport;
  /** The dotted name that is missing. */
  readonly name: string;
  /** Whether importing the project or starting one of its scripts runs into it. */
  readonly isCertain: boolean;
}

/**
 * Imports of first-party modules that the wheel lacks, each name once. Silent where another distribution, the platform
 * or the code itself may bring the module: shared namespaces, guarded and conditional imports, vendored code, packages
 * that make their names at run time.
 */
export function* missingModules(
  inputs: RuleInputs,
  wheel: Distribution,
  modules: readonly ScannedModule[],
): Generator<MissingModule> {
  const byName = new Map(modules.map((module) => [module.module, module]));
  const names = importableNames(wheel);
  const paths = installedPaths(wheel);
  const reached = reachedAtStart(inputs, byName);
  const told = new Set<string>();
  // What is reached comes first: of two places that miss a module the worse one speaks.
  const ordered = modules.toSorted((a, b) => Number(reached.has(b.module)) - Number(reached.has(a.module)));
  for (const module of ordered) {
    if (PASSED_BY.test(module.path)) continue;
    for (const item of module.imports) {
      if (item.guarded || item.conditional) continue;
      for (const name of wanted(item, byName)) {
        if (told.has(name) || !isOurs(name, byName, names, paths)) continue;
        // In a function only what the tree has is certainly meant.
        const inTree = inputs.layout?.modules.some((each) => each.name === name) === true;
        if (item.inFunction && !inTree) continue;
        told.add(name);
        yield { module, item, name, isCertain: reached.has(module.module) && !item.inFunction };
      }
    }
  }
}

/** Code that runs elsewhere, and code of others. */
const PASSED_BY =
  /(^|\/)(_?vendor(ed)?|externals?|extern|third_party|tests?|testing|conftest\.py|test_[^/]*|examples?|docs?|benchmarks?|templates?|contrib|plugins?)(\/|$)/;

/** Modules that an import asks for: the module itself, and those names that can be nothing but submodules. */
function* wanted(item: ScannedImport, byName: ReadonlyMap<string, ScannedModule>): Generator<string> {
  yield item.module;
  const source = byName.get(item.module);
  if (source === undefined || !source.isPackage || source.names === null || source.syntaxError !== null)
    return;
  for (const name of item.names)
    if (name !== "*" && !source.names.includes(name) && !name.startsWith("__"))
      yield `${item.module}.${name}`;
}

/** Whether a missing name can come from this wheel only: its nearest shipped parent is a regular, plain package. */
function isOurs(
  name: string,
  byName: ReadonlyMap<string, ScannedModule>,
  names: ReadonlySet<string>,
  paths: ReadonlySet<string>,
): boolean {
  if (names.has(name) || paths.has(name.replaceAll(".", "/"))) return false;
  const [top = ""] = name.split(".");
  if (byName.get(top)?.isPackage !== true || GENERATED.test(name)) return false;
  for (let parent = cut(name); parent !== ""; parent = cut(parent)) {
    const module = byName.get(parent);
    if (module === undefined) {
      // A compiled parent, or a namespace within the package: unknown.
      if (names.has(parent)) return false;
      continue;
    }
    return module.isPackage ? module.names !== null && !module.names.includes("__path__") : false;
  }
  return false;
}

function cut(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

const GENERATED =
  /(^|\.)_?_?(version|build|config|generated[^.]*|about|.*_pb2(_grpc)?|parsetab|lextab)(__)?$/;

/** Modules that run when a top-level package is imported or a script starts, by unguarded imports. */
function reachedAtStart(inputs: RuleInputs, byName: ReadonlyMap<string, ScannedModule>): ReadonlySet<string> {
  const scripts = scriptViews(inputs).filter((script) => script.isProgram);
  const roots = [...byName.keys()].filter((name) => !name.includes(".") && !name.startsWith("_"));
  const queue = [...roots, ...scripts.map((script) => script.module)];
  const reached = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    // Importing a module imports the packages around it.
    for (let each = name; each !== "" && !reached.has(each); each = cut(each)) {
      reached.add(each);
      for (const item of byName.get(each)?.imports ?? []) {
        if (item.guarded || item.conditional || item.inFunction) continue;
        queue.push(item.module, ...item.names.map((part) => `${item.module}.${part}`));
      }
    }
  }
  return reached;
}
