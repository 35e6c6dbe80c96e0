import { symptom } from "../../../../findings/finding.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import type { Distribution } from "../../../../distribution/distribution.ts";
import { isSample } from "../../../views/released-files.ts";
import { isChosenByCondition, isNeverImported } from "../../../views/packages/optional-modules.ts";
import { runsForAll } from "../../../views/packages/reached-modules.ts";
import { isRuntimeModule } from "../../dependencies/imports/undeclared-imports.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";
import type { ScannedModule } from "../../../scan/import-scan.ts";
import { ADDED } from "../../../knowledge/stdlib-modules.ts";

/** K024: a module needs a newer Python than requires-python says: by its syntax, or by what it imports. */
export const syntaxTooNew: Rule = defineRule({
  code: "K024",
  slug: "syntax-too-new",
  title: "a module needs a newer Python than requires-python says",
  severity: "error",
  needs: [["wheel", "python"]],
  docs: {
    what: "requires-python admits a Python that cannot parse the module, or whose standard library lacks what it imports.",
    why: "pip installs the release there, and importing the module fails with SyntaxError or ImportError.",
    fix: "raise requires-python, or write the line in the older way",
    bad: 'requires-python = ">=3.9"  # and a match statement',
    good: 'requires-python = ">=3.10"',
    peers: ["vermin"],
  },
  *check(inputs) {
    const { imports } = inputs;
    const wheel = inputs.wheels[0];
    if (wheel === undefined || imports?.grammar === undefined) return;
    const modules = imports.wheel?.modules ?? [];
    for (const { module, path, newSyntax } of modules) {
      if (newSyntax == null || isNeverImported(path) || isChosenByCondition(module, modules)) continue;
      yield {
        message: `${path} cannot be parsed by Python 3.${imports.grammar}, which requires-python admits: ${newSyntax.message}`,
        location: { file: memberPath(wheel, path), line: newSyntax.line, column: newSyntax.column },
        subject: module,
        explains: [symptom.syntax(module)],
      };
    }
    const isReached = runsForAll(inputs, modules);
    for (const finding of newNames(wheel, modules, imports.grammar)) {
      // What only those import who have something else beside it comes with that project's own Pythons.
      const { module, ...rest } = finding;
      const isOptional = !isRuntimeModule(module) && !isReached(module);
      yield isOptional ? { ...rest, severity: "info" } : rest;
    }
  },
});

/** Modules and names of the standard library that the oldest admitted Python does not have. */
function* newNames(
  wheel: Distribution,
  modules: readonly ScannedModule[],
  oldest: number,
): Generator<RuleFinding & { readonly module: string }> {
  for (const { module, path, imports } of modules) {
    if (isSample(path) || isNeverImported(path)) continue;
    for (const item of imports) {
      if (item.guarded || item.conditional || item.inFunction) continue;
      const dotted = [item.module, ...item.names.map((name) => `${item.module}.${name}`)];
      const name = dotted.find((each) => (ADDED.get(each) ?? 0) > oldest);
      if (name === undefined || isChosenByCondition(module, modules)) continue;
      yield {
        module,
        message: `${path} imports ${name}, which Python 3.${ADDED.get(name)} brought; requires-python admits 3.${oldest}`,
        location: { file: memberPath(wheel, path), line: item.line, column: item.column },
        subject: `${module} ${name}`,
        severity: "warning",
        help: `raise requires-python to >=3.${ADDED.get(name)}, or import it in a try statement with a backport`,
      };
    }
  }
}
