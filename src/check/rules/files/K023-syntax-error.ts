import { parseVersion } from "../../../version/pep440.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { memberPath } from "../../metadata-view.ts";
import { defineRule, type Rule, type RuleInputs } from "../../rule.ts";

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
    why: "Importing it fails with SyntaxError; pip says nothing when it installs the wheel.",
    fix: "repair the line",
    bad: "def f(:",
    good: "def f():",
    peers: [],
  },
  *check(inputs) {
    const { imports } = inputs;
    const wheel = inputs.wheels[0];
    const modules = imports?.wheel?.modules ?? imports?.tree?.modules ?? [];
    if (!isMeantFor(inputs, imports?.python)) return;
    for (const { module, path, syntaxError } of modules) {
      if (syntaxError === null || module.startsWith("script:") || isNeverImported(path)) continue;
      const inWheel = imports?.wheel != null && wheel !== undefined;
      const file = inWheel ? memberPath(wheel, path) : path;
      yield {
        message: `${path} is not valid Python ${imports?.python ?? ""}: ${syntaxError.message}`,
        location: { file, line: syntaxError.line, column: syntaxError.column },
        subject: module,
        explains: [`syntax:${module}`],
      };
    }
  },
});

/** Whether the sources are for the Python that parsed them: one that Requires-Python refuses cannot judge them. */
function isMeantFor({ wheels, tree }: RuleInputs, python: string | undefined): boolean {
  const declared = wheels[0]?.metadata?.requiresPython ?? tree?.project.requiresPython?.value;
  const version = parseVersion(python ?? "");
  const specifiers = parseSpecifierSet(declared ?? "");
  return version === null || specifiers === null || specifiers.contains(version, { prereleases: true });
}

/** Whether the file is a template or a parser's fixture: not meant to be imported. */
export function isNeverImported(path: string): boolean {
  return IS_TEMPLATE.test(path);
}

const IS_TEMPLATE = /(^|\/)([^/]*templates?|cookiecutter[^/]*|fixtures?|test[^/]*|lib2to3|[^/]*data)\//;
