import { memberPath } from "../../metadata-view.ts";
import { defineRule, type Rule } from "../../rule.ts";
import type { ScannedModule } from "../../scan/import-scan.ts";
import { isNeverImported } from "./K023-syntax-error.ts";

/** K024: a module's syntax is newer than requires-python. */
export const syntaxTooNew: Rule = defineRule({
  code: "K024",
  slug: "syntax-too-new",
  title: "a module's syntax is newer than requires-python",
  severity: "error",
  needs: [["wheel", "tree", "python"]],
  docs: {
    what: "requires-python admits a Python that cannot parse the module.",
    why: "pip installs the release there, and importing the module fails with SyntaxError.",
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
        explains: [`syntax:${module}`],
      };
    }
  },
});

/** Whether the others import the module only below a test of the version, in a `try`, or in a function. */
function isChosenByCondition(module: string, modules: readonly ScannedModule[]): boolean {
  const imports = modules
    .filter((each) => each.module !== module)
    .flatMap((each) => each.imports)
    .filter(
      (item) => item.module === module || item.names.some((name) => `${item.module}.${name}` === module),
    );
  return imports.length > 0 && imports.every((item) => item.guarded || item.conditional || item.inFunction);
}
