import { isRequirementError, parseRequirement } from "../dist/requirement.ts";
import { isStdlibName } from "../dist/stdlib-names.ts";
import { symptom } from "../values/finding.ts";
import { normalizeName } from "../version/names.ts";
import { distributionsOf, importNamesOf, LEAVES, spelling } from "./import-names.ts";
import { memberPath } from "./metadata-view.ts";
import type { RuleFinding, RuleInputs } from "./rule.ts";
import type { ScannedImport, ScannedModule } from "./scan/import-scan.ts";
import { scriptViews } from "./script-view.ts";
import { treePlace } from "./tree-source.ts";
import { isEmptyWheel, topLevelNames } from "./wheel-content.ts";

/**
 * Imports that nothing declares. Certain only when the requirements are known to bring nothing else along, and then
 * an error when the module of an entry point fails by it; unsure is silent, or a warning.
 */
export function* undeclaredImports(inputs: RuleInputs): Generator<RuleFinding> {
  const wheel = inputs.wheels[0];
  const scan = inputs.imports?.wheel;
  if (wheel === undefined || scan == null || isEmptyWheel(wheel) || wheel.metadata === null) return;
  const declared = declaredNames(wheel.metadata.requiresDist);
  if (declared === null) return;
  const ours = new Set([
    ...topLevelNames(wheel),
    ...scan.modules.map((module) => module.module.split(".")[0] ?? ""),
  ]);
  const stdlib = new Set(inputs.imports?.stdlib ?? []);
  const provided = new Set(declared.flatMap(importNamesOf).map((name) => name.toLowerCase()));
  // Where the colon is missing, the module may be anything in front of a dot.
  const targets = new Set(
    scriptViews(inputs).flatMap((script) =>
      script.attribute === null ? [script.module, script.module.replace(/\.[^.]*$/, "")] : [script.module],
    ),
  );
  const isClosed = declared.every((name) => LEAVES.has(name));

  for (const { module, item, top } of importsAtStart(scan.modules)) {
    if (ours.has(top) || stdlib.has(top) || isStdlibName(top) || provided.has(top.toLowerCase())) continue;
    const known = distributionsOf(top);
    if (known.some((name) => declared.includes(name)) || sharesWord(top, declared)) continue;
    // Something else that is required may bring it along, unless nothing that is required brings anything.
    if (!isClosed && known.length === 0) continue;
    const provider = spelling(known[0] ?? top.replaceAll("_", "-"));
    const isError = isClosed && targets.has(module.module);
    yield {
      message: isClosed
        ? `${module.path} imports ${top}, and no requirement provides it`
        : `${module.path} imports ${top}, which is not among the requirements`,
      ...(isClosed
        ? {}
        : {
            why: "It works only as long as another requirement happens to bring it along; nobody promised that.",
          }),
      severity: isError ? "error" : "warning",
      confidence: isClosed ? "certain" : "likely",
      location: treePlace(inputs, module.module, item.line, item.column) ?? {
        file: memberPath(wheel, module.path),
        line: item.line,
        column: item.column,
      },
      subject: top,
      help: `add "${provider}" to the project's dependencies`,
      explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
    };
  }
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

/** Tests, examples, plug-ins for other tools and vendored code are not what users import. */
function isRuntimeModule(name: string): boolean {
  return !name
    .split(".")
    .some((part) =>
      /^(tests?|testing|conftest|test_.*|.*_test|examples?|docs|benchmarks?|contrib|plugins?|_?vendor(ed)?|externals?|compat|_compat)$/.test(
        part,
      ),
    );
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
