import { isModuleOf } from "../../../../python-source/set-aside.ts";
import type { Distribution } from "../../../../distribution/distribution.ts";
import { isRequirementError, parseRequirement } from "../../../../version/requirement.ts";
import type { Location } from "../../../../findings/location.ts";
import { normalizeName } from "../../../../version/names.ts";
import { distributionsOf, importNamesOf, spelling } from "../../../../distribution/import-names.ts";
import { ownModules } from "../../../views/packages/missing-modules.ts";
import { platformTags } from "../../platform/views/platform-tag.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { broughtBy, LEAVES } from "../../../knowledge/transitive-imports.ts";
import { DEVELOPMENT_EXTRAS, developmentNames } from "./development-names.ts";
import type { RuleInputs } from "../../../engine/rule.ts";
import type { ScannedImport, ScannedModule, SourceScan } from "../../../scan/import-scan.ts";
import { runsForAll } from "../../../views/packages/reached-modules.ts";
import { scriptViews } from "../../../views/script-view.ts";
import { isStandardAnywhere } from "../../../../distribution/stdlib-modules.ts";
import { treePlace } from "../../../views/tree-source.ts";
import { isEmptyWheel, topLevelNames } from "../../../views/wheel-content.ts";

/** An import that runs when its module does, of a package that is neither in the wheel nor required. */
export interface UndeclaredImport {
  readonly module: ScannedModule;
  readonly item: ScannedImport;
  /** First part of the imported name. */
  readonly top: string;
  /** Normalised names of all that the wheel requires, of extras too. */
  readonly declared: readonly string[];
  /** Distributions that are known to provide the name. */
  readonly known: readonly string[];
  /** True when it is known that what is required brings nothing else along. */
  readonly isClosed: boolean;
  /** The requirements that are known to bring the name along. */
  readonly carriers: readonly string[];
  /** Where the tree lists it for development only: a dependency group, `dev-dependencies`, an extra of that name. */
  readonly development: string | null;
  /** False in a module that neither the package's import nor a script reaches: an optional part, as a rule. */
  readonly isReached: boolean;
  /** True in the module of an entry point, which then fails. */
  readonly breaksScript: boolean;
  readonly location: Location;
}

/**
 * Unguarded imports that no requirement of the wheel provides. Unsure ones are left out: an extension module of the
 * project's own (`_watchdog_fsevents`) may be in the wheels of another platform.
 */
export function* undeclaredImports(inputs: RuleInputs): Generator<UndeclaredImport> {
  const wheel = inputs.wheels[0];
  const scan = inputs.imports?.wheel;
  if (wheel === undefined || scan == null || isEmptyWheel(wheel) || wheel.metadata === null) return;
  const declared = declaredNames(wheel.metadata.requiresDist);
  if (declared === null) return;
  const ours = new Set([
    ...topLevelNames(wheel),
    ...vendoredNames(wheel),
    ...scan.modules.map((module) => module.module.split(".")[0] ?? ""),
  ]);
  const main = wheel.metadata.requiresDist.filter((text) => !/;.*\bextra\b/.test(text));
  const mandatory = declaredNames(main) ?? [];
  const isOfAnotherPlatform = (top: string): boolean =>
    !platformTags(wheel).includes("any") && [...ours].some((own) => top.startsWith(`_${own}`));
  const all = undeclaredIn(inputs, scan.modules, declared, ours, mandatory, (path) =>
    memberPath(wheel, path),
  );
  for (const found of all) if (!isOfAnotherPlatform(found.top)) yield found;
}

/** The same of the modules of a tree, as far as it lists its requirements; for trees without a wheel. */
export function* undeclaredTreeImports(inputs: RuleInputs): Generator<UndeclaredImport> {
  const { tree, layout } = inputs;
  const scan = inputs.imports?.tree;
  if (tree === undefined || layout === null || scan == null || !tree.project.dependenciesKnown) return;
  // Keywords that come from a variable are there, and nobody can read them.
  if (tree.setupPy?.has("extras_require") === false && tree.setupPy.text.includes("extras_require")) return;
  const texts = [
    ...tree.project.dependencies,
    ...[...tree.project.optionalDependencies].flatMap(([extra, list]) =>
      DEVELOPMENT_EXTRAS.test(extra) ? [] : list,
    ),
  ].map((item) => item.value);
  const declared = declaredNames(texts);
  if (declared === null) return;
  const modules = scan.modules.filter((module) => !module.module.startsWith("script:"));
  yield* undeclaredIn(inputs, modules, declared, new Set(layout.topLevel), declared, (path) => path);
}

/**
 * Imports in the functions of console scripts, and in those that these always call: `--help` ends before them, every
 * other run does not.
 */
export function* undeclaredScriptImports(
  inputs: RuleInputs,
): Generator<UndeclaredImport & { readonly script: string }> {
  const { imports } = inputs;
  const programs = scriptViews(inputs).filter((script) => script.isProgram && script.attribute !== null);
  if (imports === undefined || programs.length === 0) return;
  for (const { name, module: target, attribute } of programs) {
    const lifted = (scan: SourceScan | null): SourceScan | null =>
      scan === null
        ? null
        : {
            modules: scan.modules.map((module) => ({
              ...module,
              imports: module.module === target ? alwaysRun(module, attribute ?? "") : [],
            })),
          };
    const view = {
      ...inputs,
      imports: { ...imports, tree: lifted(imports.tree), wheel: lifted(imports.wheel) },
    };
    const found = inputs.wheels.length > 0 ? undeclaredImports(view) : undeclaredTreeImports(view);
    for (const each of found) yield { ...each, script: name };
  }
}

/** The imports in a function and in those of its module that it always calls, as if they stood at the top. */
function alwaysRun(module: ScannedModule, entry: string): readonly ScannedImport[] {
  const reached = new Set<string>();
  const queue = [entry];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const each of module.calls?.[name] ?? []) queue.push(each);
  }
  return module.imports.flatMap((item) =>
    item.inFunction && item.function != null && reached.has(item.function)
      ? [{ ...item, inFunction: false }]
      : [],
  );
}

function* undeclaredIn(
  inputs: RuleInputs,
  modules: readonly ScannedModule[],
  declared: readonly string[],
  ours: ReadonlySet<string>,
  mandatory: readonly string[],
  fileOf: (path: string) => string,
): Generator<UndeclaredImport> {
  const provided = new Set(declared.flatMap(importNamesOf).map((name) => name.toLowerCase()));
  // Where the colon is missing, the module may be anything in front of a dot.
  const targets = new Set(
    scriptViews(inputs).flatMap((script) =>
      script.attribute === null ? [script.module, script.module.replace(/\.[^.]*$/, "")] : [script.module],
    ),
  );
  const isClosed = declared.every((name) => LEAVES.has(name));
  // A plugin of setuptools is imported by setuptools.
  const isPlugin = scriptViews(inputs).some((script) => /^(distutils|setuptools)\./.test(script.group));
  const groups = developmentNames(inputs);
  const isReached = runsForAll(inputs, modules);
  const isAbsent = (top: string): boolean =>
    !ours.has(top) && !isStandardAnywhere(top) && !provided.has(top.toLowerCase());
  const isOwn = ownModules(inputs);
  const absent = [...importsAtStart(modules)].filter(
    ({ module, top }) => isAbsent(top) && !isOwn(module, top),
  );
  for (const { module, item, top } of absent) {
    if (isIntegration(module, absent, modules, targets)) continue;
    const known = distributionsOf(top);
    if (isNamedAfter(module.module, top) || (isPlugin && known.includes("setuptools"))) continue;
    if (known.some((name) => declared.includes(name)) || sharesWord(top, declared)) continue;
    yield {
      module,
      item,
      top,
      declared,
      known,
      isClosed,
      carriers: broughtBy(top, mandatory),
      development: groups.get(top.toLowerCase()) ?? null,
      isReached: targets.has(module.module) || isReached(module.module),
      breaksScript: targets.has(module.module),
      location: treePlace(inputs, module.module, item.line, item.column) ?? {
        file: fileOf(module.path),
        line: item.line,
        column: item.column,
      },
    };
  }
}

/** A module that needs several absent packages, and that no other one imports, is for those who have them (an integration). */
function isIntegration(
  module: ScannedModule,
  absent: readonly { readonly module: ScannedModule; readonly top: string }[],
  modules: readonly ScannedModule[],
  targets: ReadonlySet<string>,
): boolean {
  if (module.isPackage || targets.has(module.module)) return false;
  const tops = new Set(absent.flatMap((each) => (each.module === module ? [each.top] : [])));
  if (tops.size < 2) return false;
  return !modules.some(
    (other) =>
      other !== module &&
      other.imports.some(
        (item) =>
          !item.guarded &&
          !item.conditional &&
          !item.inFunction &&
          (item.module === module.module ||
            item.names.some((name) => `${item.module}.${name}` === module.module)),
      ),
  );
}

/** `pkg/yaml_io.py` imports yaml, `pkg/curl_client.py` pycurl: the module is there for those who have it, as a rule. */
function isNamedAfter(module: string, top: string): boolean {
  const last = plainName(module.split(".").at(-1) ?? "");
  const name = plainName(top);
  const core = name.replace(/^py|py$/g, "");
  return last.includes(name) || (core.length > 3 && last.includes(core));
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** Names below a folder of vendored code, which is put on the path before they are imported. */
function vendoredNames(wheel: Distribution): readonly string[] {
  return wheel.entries.flatMap(
    ({ name }) => /(?:^|\/)_?(?:vendor(?:ed)?|third_?party|externals?)\/([^/.]+)/.exec(name)?.[1] ?? [],
  );
}

/** The distribution to require for a top-level name. */
export function providerOf(top: string): string {
  return spelling(distributionsOf(top)[0] ?? top.replaceAll("_", "-"));
}

/** Normalised names of what is required without an extra; null when a requirement cannot be read. */
function declaredNames(requirements: readonly string[]): readonly string[] | null {
  const names: string[] = [];
  for (const text of requirements) {
    const parsed = parseRequirement(text);
    if (isRequirementError(parsed)) return null;
    names.push(normalizeName(parsed.name));
  }
  return names;
}

/** Imports that run when a module is imported, worst first: those of any module, without guard or condition. */
function* importsAtStart(
  modules: readonly ScannedModule[],
): Generator<{ module: ScannedModule; item: ScannedImport; top: string }> {
  for (const module of modules) {
    if (!isRuntimeModule(module.module)) continue;
    for (const item of module.imports) {
      if (item.guarded || item.conditional || item.inFunction) continue;
      yield { module, item, top: item.module.split(".")[0] ?? "" };
    }
  }
}

const OPTIONAL =
  /^(.*_benchmark|setup|contrib|plugins?|backends?|drivers?|dialects?|integrations?|resources?|.*templates?|template_.*|.*_template_.*|compat|_compat)$/;
/** Tests, examples, plugins for other tools and vendored code are not what users import. */
export function isRuntimeModule(name: string): boolean {
  if (isModuleOf(name, ["tests", "vendored", "examples", "templates"])) return false;
  const parts = name.split(".");
  // Extensions of these hosts are imported by them.
  if (parts.slice(1).some((part) => /sphinx|pytest|mypy|hypothesis/.test(part))) return false;
  return !parts.some((part) => OPTIONAL.test(part));
}

/** `foo_bar` and a required `foo-bar-client`: probably the one provides the other. */
function sharesWord(top: string, declared: readonly string[]): boolean {
  const word = top.toLowerCase().replaceAll(/[_-]/g, "");
  return declared.some((name) => {
    const other = name.replaceAll("-", "");
    return (
      other.includes(word) ||
      word.includes(other) ||
      name.split("-").some((part) => part.length > 3 && word.includes(part))
    );
  });
}
