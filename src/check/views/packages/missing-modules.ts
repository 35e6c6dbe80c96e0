import { isModuleOf, isPathOf } from "../../../python-source/set-aside.ts";
import { parentOf, reachedAtStart } from "./reached-modules.ts";
import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { importNamesOf } from "../../../distribution/import-names.ts";
import { isStandardAnywhere } from "../../../distribution/stdlib-modules.ts";
import { moduleSource, ownSources, rootOfModule, type OwnSources } from "./own-sources.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import type { ScannedImport, ScannedModule } from "../../scan/import-scan.ts";
import type { WheelView } from "./wheel-view.ts";

/** An import of the project's own that nothing in the wheel answers. */
export interface MissingModule {
  readonly module: ScannedModule;
  readonly item: ScannedImport;
  /** The dotted name that is missing: the outermost package that the wheel lacks. */
  readonly name: string;
  /** The names that are imported, `name` itself or below it. */
  readonly imported: readonly string[];
  /** Where the sources have it, a folder with a slash; null when they do not, or there are none. */
  readonly source: string | null;
  /** Whether it certainly breaks: importing the project or starting a script runs into it, or the sources have the module. */
  readonly isCertain: boolean;
}

/**
 * Imports of first-party modules that the wheel lacks, each missing package or module once. Silent where another
 * distribution, the platform or the code itself may bring the module: shared namespaces, guarded imports, vendored
 * code, packages that make their names at run time. Under a condition only what the sources have is certainly meant.
 * `isMade`: whether a build that is still to come may write the module.
 */
export function missingModules(
  inputs: RuleInputs,
  view: WheelView,
  sources: OwnSources | null,
  isMade: (module: string) => boolean,
): readonly MissingModule[] {
  const byName = new Map(view.modules.map((module) => [module.module, module]));
  const reached = reachedAtStart(inputs, byName);
  const provided = providedNames(inputs);
  const found = new Map<string, MissingModule>();
  // What is reached comes first: of two places that miss a module the worse one speaks.
  const ordered = view.modules.toSorted(
    (a, b) => Number(reached.has(b.module)) - Number(reached.has(a.module)),
  );
  for (const module of ordered) {
    if (isAside(module.path)) continue;
    for (const item of module.imports) {
      if (item.guarded || item.environment === true) continue;
      for (const name of wanted(item, byName, view)) {
        if (isThere(name, view)) continue;
        const outermost = outermostMissing(name, view);
        const source = sources === null ? null : sourceNextTo(sources, view, module, outermost, provided);
        // Another distribution provides it, the code makes it, or it is a module that is written by the build.
        if (source === null && (item.conditional || !isOurs(name, byName, view.names))) continue;
        if (source === null && (MAYBE_ELSEWHERE.test(module.path) || (item.inFunction && sources === null)))
          continue;
        if (source === null && view.isPredicted && isMade(outermost)) continue;
        // `pkg.test()` runs a suite that was left out on purpose.
        if (item.inFunction && isLeftOut(outermost)) continue;
        const isCertain =
          source === null && !item.inFunction
            ? reached.has(module.module)
            : !item.conditional && !(isLeftOut(outermost) && !reached.has(module.module));
        const known = found.get(outermost);
        if (known === undefined) {
          found.set(outermost, { module, item, name: outermost, imported: [name], source, isCertain });
        } else if (!known.imported.includes(name) || (isCertain && !known.isCertain)) {
          const worse = isCertain && !known.isCertain ? { ...known, module, item, isCertain } : known;
          found.set(outermost, { ...worse, imported: [...new Set([...known.imported, name])] });
        }
      }
    }
  }
  return [...found.values()];
}

/** Whether a module is code that runs elsewhere, or code of others. */
export function isAside(path: string): boolean {
  return isPathOf(path, ["tests", "vendored", "examples", "templates"]);
}

/** Code that is imported where another project is installed. */
const MAYBE_ELSEWHERE = /(^|\/)(contrib|plugins?)(\/|$)/;
/** Modules that are left out on purpose. */
function isLeftOut(module: string): boolean {
  return isModuleOf(module, ["tests", "examples"]);
}

/** Modules that an import asks for: the module itself, and those names that can be nothing but submodules. */
function* wanted(
  item: ScannedImport,
  byName: ReadonlyMap<string, ScannedModule>,
  view: WheelView,
): Generator<string> {
  yield item.module;
  const source = byName.get(item.module);
  // A namespace has nothing but submodules.
  if (source === undefined && view.names.has(item.module) && view.paths.has(item.module.replaceAll(".", "/")))
    for (const name of item.names) if (name !== "*") yield `${item.module}.${name}`;
  if (source === undefined || !source.isPackage || source.names === null || source.syntaxError !== null)
    return;
  for (const name of item.names)
    if (name !== "*" && !source.names.includes(name) && !name.startsWith("__"))
      yield `${item.module}.${name}`;
}

function isThere(name: string, view: WheelView): boolean {
  const path = name.replaceAll(".", "/");
  // `pkg.__init__` is a second name of the package's own file.
  const files = name.endsWith(".__init__") ? [".py", ".pyi"] : ["", ".pyi"];
  return view.names.has(name) || files.some((suffix) => view.paths.has(`${path}${suffix}`));
}

function outermostMissing(name: string, view: WheelView): string {
  let outermost = name;
  for (let parent = parentOf(name); parent !== "" && !isThere(parent, view); parent = parentOf(parent))
    outermost = parent;
  return outermost;
}

/** The source of a module that the importing module would find beside itself; null when others may provide the name. */
function sourceNextTo(
  sources: OwnSources,
  view: WheelView,
  module: ScannedModule,
  name: string,
  provided: ReadonlySet<string>,
): string | null {
  const [top = ""] = name.split(".");
  if (!view.names.has(top) && (isStandardAnywhere(top) || provided.has(top.toLowerCase()))) return null;
  const root = rootOfModule(sources, installedPath(module));
  const source = root === null ? null : moduleSource(sources, root, name);
  // A folder at the top may bear the name of anything.
  return source?.endsWith("/") === true && name === top ? null : source;
}

/** Where a module lies below site-packages. */
export function installedPath({ module, isPackage }: ScannedModule): string {
  return `${module.replaceAll(".", "/")}${isPackage ? "/__init__.py" : ".py"}`;
}

/**
 * Whether a top-level name that a module imports is one of the sources, which may not be shipped: no requirement is
 * missing then.
 */
export function ownModules(inputs: RuleInputs): (module: ScannedModule, top: string) => boolean {
  const sources = ownSources(inputs);
  if (sources === null) return () => false;
  return (module, top) => {
    const source = moduleSource(sources, rootOfModule(sources, installedPath(module)) ?? "", top);
    return source !== null && !source.endsWith("/");
  };
}

/** Lower-case import names of what the project requires, extras included. */
function providedNames(inputs: RuleInputs): ReadonlySet<string> {
  const { tree } = inputs;
  const texts = [
    ...(inputs.wheels[0]?.metadata?.requiresDist ?? []),
    ...(tree?.project.dependencies ?? []).map((item) => item.value),
    ...[...(tree?.project.optionalDependencies.values() ?? [])].flat().map((item) => item.value),
  ];
  return new Set(
    texts.flatMap((text) => {
      const parsed = parseRequirement(text);
      return isRequirementError(parsed) ? [] : importNamesOf(parsed.name).map((name) => name.toLowerCase());
    }),
  );
}

/** Whether a missing name can come from this wheel only: its nearest shipped parent is a regular, plain package. */
function isOurs(
  name: string,
  byName: ReadonlyMap<string, ScannedModule>,
  names: ReadonlySet<string>,
): boolean {
  const [top = ""] = name.split(".");
  if (byName.get(top)?.isPackage !== true || GENERATED.test(name)) return false;
  for (let parent = parentOf(name); parent !== ""; parent = parentOf(parent)) {
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

const GENERATED =
  /(^|\.)_?_?(version|build|config|generated[^.]*|about|.*_pb2(_grpc)?|parsetab|lextab)(__)?$/;
