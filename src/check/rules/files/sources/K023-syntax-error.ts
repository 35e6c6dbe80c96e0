import { parseVersion } from "../../../../version/pep440.ts";
import { parseSpecifierSet } from "../../../../version/specifiers.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { isExcludedFromWheel } from "../../../../tree/wheel-excludes.ts";
import { isChosenByCondition, isNeverImported } from "../../../views/packages/optional-modules.ts";
import { isAside } from "../../../views/packages/missing-modules.ts";
import { reachedAtStart } from "../../../views/packages/reached-modules.ts";
import type { ScannedModule } from "../../../scan/import-scan.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K023: a module has a syntax error. */
export const syntaxError: Rule = defineRule({
  code: "K023",
  slug: "syntax-error",
  title: "a module has a syntax error",
  severity: "error",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  docs: {
    what: "Python cannot parse the file.",
    why: "Importing the module fails with SyntaxError; pip installs the wheel without a warning.",
    fix: "repair the line",
    bad: "def f(:",
    good: "def f():",
    peers: [],
  },
  *check(inputs) {
    const { imports, tree } = inputs;
    const wheel = inputs.wheels[0];
    const inWheel = imports?.wheel != null && wheel !== undefined;
    const modules = imports?.wheel?.modules ?? imports?.tree?.modules ?? [];
    const isExcluded = inWheel || tree === undefined ? () => false : isExcludedFromWheel(tree);
    const declared = wheel?.metadata?.requiresPython ?? tree?.project.requiresPython?.value ?? null;
    const reached = reachedAtStart(inputs, new Map(modules.map((each) => [each.module, each])));
    const isJudge = admitsPython(declared, imports?.python ?? "");
    for (const { module, path, syntaxError } of modules) {
      if (syntaxError === null || module.startsWith("script:") || isNeverImported(path)) continue;
      if (isExcluded(path) || isChosenByCondition(module, modules)) continue;
      // Vendored trees and tests may be for another Python: only what the project imports counts.
      if (isAside(path) && !reached.has(module) && !isImportedFromOutside(module, modules)) continue;
      if (!isJudge) {
        yield {
          message: `syntax is not checked: requires-python = "${declared}" excludes Python ${imports?.python ?? ""}, which runs the check`,
          severity: "info",
          location: { file: inWheel ? wheel.fileName : "pyproject.toml" },
          subject: "not judged",
          help: "use --python to run the check with a Python that the project supports",
        };
        return;
      }
      const file = inWheel ? memberPath(wheel, path) : path;
      yield {
        message: `${path} is not valid Python ${imports?.python ?? ""}: ${syntaxError.message}`,
        location: { file, line: syntaxError.line, column: syntaxError.column },
        subject: module,
        // Another rule may know why.
        symptom: symptom.syntax(module),
        explains: [symptom.syntax(module)],
      };
    }
  },
});

/** Whether code that is the project's own imports a module, wherever, and without a guard. */
function isImportedFromOutside(name: string, modules: readonly ScannedModule[]): boolean {
  return modules.some(
    ({ path, imports }) =>
      !isAside(path) &&
      imports.some(
        ({ guarded, module, names }) =>
          !guarded && (module === name || names.some((each) => `${module}.${each}` === name)),
      ),
  );
}

/** Whether the sources are for the Python that parsed them: one that Requires-Python excludes cannot judge them. */
function admitsPython(declared: string | null, python: string): boolean {
  const version = parseVersion(python);
  const specifiers = parseSpecifierSet(declared ?? "");
  return version === null || specifiers === null || specifiers.contains(version, { prereleases: true });
}
