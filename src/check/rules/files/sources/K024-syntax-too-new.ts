import { symptom } from "../../../../findings/finding.ts";
import type { Location } from "../../../../findings/location.ts";
import { isChosenByCondition, isNeverImported } from "../../../views/packages/optional-modules.ts";
import { runsForAll } from "../../../views/packages/reached-modules.ts";
import { isRuntimeModule } from "../../dependencies/imports/undeclared-imports.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";
import { ADDED } from "../../../../distribution/stdlib-modules.ts";
import { plainImports, runsCertainly, shippedModules, type ShippedModules } from "./shipped-modules.ts";

/** K024: a module needs a newer Python than requires-python allows: by its syntax, or by what it imports. */
export const syntaxTooNew: Rule = defineRule({
  code: "K024",
  slug: "syntax-too-new",
  title: "a module needs a newer Python than requires-python allows",
  severity: "error",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  docs: {
    what: "requires-python allows a Python version that cannot parse the module, or whose standard library lacks what it imports.",
    why: "pip installs the release on that version, and importing the module fails with SyntaxError or ImportError.",
    fix: "raise requires-python, or rewrite the line for the older Python",
    bad: 'requires-python = ">=3.9"  # and a match statement',
    good: 'requires-python = ">=3.10"',
    peers: ["vermin"],
  },
  async check(inputs) {
    const shipped = await shippedModules(inputs);
    const oldest = inputs.imports?.grammar;
    if (shipped === null || oldest === undefined) return [];
    const needs = [...syntaxNeeds(shipped, oldest), ...nameNeeds(inputs, shipped, oldest)];
    // One bound serves them all, so that the project is not raised Python by Python.
    const newest = Math.max(...needs.map(({ minor, severity }) => (severity === "info" ? 0 : minor)));
    const certain = needs
      .filter(({ severity }) => severity === "error")
      .toSorted((a, b) => b.minor - a.minor);
    const more = certain.length < 2 ? "" : ` (and ${certain.length - 1} more like it)`;
    const errors = certain.map((need) => ({
      ...need,
      message: need.message + more,
      subject: "requires-python",
    }));
    const others = needs.filter(({ severity }) => severity !== "error");
    return [...errors, ...others].map(({ minor, otherwise, ...finding }): RuleFinding => {
      const bound = finding.severity === "info" ? minor : newest;
      return { ...finding, help: `raise requires-python to >=3.${bound}, or ${otherwise}`, ...shipped.doubt };
    });
  },
});

/** A line that needs a newer Python than the oldest one that is admitted. */
interface Need {
  /** The minor version of Python 3 that it needs. */
  readonly minor: number;
  readonly message: string;
  readonly location: Location;
  readonly subject: string;
  /** An error where the line runs for every user; a warning where it may; else a note. */
  readonly severity: "error" | "warning" | "info";
  readonly explains: readonly string[];
  /** What to do in place of raising the bound. */
  readonly otherwise: string;
}

/** What the oldest admitted Python cannot parse. */
function* syntaxNeeds({ modules, place }: ShippedModules, oldest: number): Generator<Need> {
  for (const each of modules) {
    const { module, path, newSyntax } = each;
    if (newSyntax == null || isNeverImported(path) || isChosenByCondition(module, modules)) continue;
    yield {
      minor: newSyntax.minor,
      message: `${path} cannot be parsed by Python 3.${oldest}, which requires-python allows: ${newSyntax.message}`,
      location: place(each, newSyntax.line, newSyntax.column),
      subject: module,
      severity: "error",
      explains: [symptom.syntax(module)],
      otherwise: "rewrite the line for the older Python",
    };
  }
}

/** Modules and names of the standard library that the oldest admitted Python does not have. */
function* nameNeeds(inputs: RuleInputs, { modules, place }: ShippedModules, oldest: number): Generator<Need> {
  const isCertain = runsCertainly(inputs, modules);
  const isReached = runsForAll(inputs, modules);
  for (const { module, item } of plainImports(modules)) {
    const dotted = [item.module, ...item.names.map((name) => `${item.module}.${name}`)];
    const [minor, name] = dotted
      .map((each) => [ADDED.get(each) ?? 0, each] as const)
      .reduce((most, each) => (each[0] > most[0] ? each : most));
    if (minor <= oldest) continue;
    // What only those import who have something else beside it comes with that project's own Pythons.
    const isOptional = !isRuntimeModule(module.module) && !isReached(module.module);
    yield {
      minor,
      message: `${module.path} imports ${name}, which Python 3.${minor} introduced; requires-python allows 3.${oldest}`,
      location: place(module, item.line, item.column),
      subject: `${module.module} ${name}`,
      severity: isCertain(module) ? "error" : isOptional ? "info" : "warning",
      explains: [symptom.missingModule(name)],
      otherwise: "import it in a try statement with a backport",
    };
  }
}
