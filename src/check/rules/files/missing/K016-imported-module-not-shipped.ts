import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import { madeByBuild } from "../../../views/packages/made-by-build.ts";
import { missingModules, type MissingModule } from "../../../views/packages/missing-modules.ts";
import { ownSources, type OwnSources } from "../../../views/packages/own-sources.ts";
import { excludingLineHelp } from "./excluding-line.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";
import { wheelView } from "../../../views/packages/wheel-view.ts";

/** K016: a module that the package imports is not in the wheel. */
export const importedModuleNotShipped: Rule = defineRule({
  code: "K016",
  slug: "imported-module-not-shipped",
  title: "a module that the package imports is not in the wheel",
  severity: "error",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  predictsWheel: true,
  docs: {
    what: "The code imports a module of its own project that the wheel does not contain, at the top level or in a function. Guarded imports are not reported.",
    why: "The import works in the checkout but fails with ModuleNotFoundError for every user.",
    fix: "include the module: correct package discovery, or add the missing __init__.py",
    bad: "from good_pkg.missing import x",
    good: "the module in the wheel",
    peers: [],
  },
  async check(inputs) {
    const found: RuleFinding[] = [];
    const view = await wheelView(inputs);
    if (view === null) return found;
    const sources = ownSources(inputs);
    const isMade = inputs.tree === undefined ? () => true : await madeByBuild(inputs.tree);
    for (const missing of missingModules(inputs, view, sources, isMade)) {
      const { module, item, name, imported, source, isCertain } = missing;
      const what = imported.includes(name) ? name : `${imported[0]}`;
      const other = inOtherCase(name, view.names);
      const where =
        source !== null
          ? `; ${source} is in ${sources?.label}`
          : other !== null
            ? `; ${other} is, and on Linux that is another module`
            : "";
      found.push({
        message: `${module.path} imports ${what}, which is not in ${view.label}${where}`,
        location: view.place(module, item.line, item.column),
        subject: name,
        ...(source === null && { why: "The import fails with ModuleNotFoundError for every user." }),
        severity: isCertain ? "error" : "warning",
        confidence: isCertain && !view.isPredicted ? "certain" : "likely",
        disprovedBy: [...view.disprovedBy, ...[...new Set([name, ...imported])].map(outcomeKey.imported)],
        ...helpFor(inputs, missing, sources, other),
        symptom: symptom.missingModule(name),
        explains: [...new Set([name, ...imported])].map((each) => symptom.missingModule(each)),
      });
    }
    return found;
  },
});

/** The module that a file system which does not tell letters' case apart finds instead. */
function inOtherCase(name: string, names: ReadonlySet<string>): string | null {
  const lower = name.toLowerCase();
  return [...names].find((each) => each.toLowerCase() === lower) ?? null;
}

function helpFor(
  inputs: RuleInputs,
  { name, source }: MissingModule,
  sources: OwnSources | null,
  other: string | null,
): { help?: string } {
  if (source === null && other !== null) return { help: `write ${other}` };
  if (source === null) return { help: `add the module ${name}, or remove the import` };
  if (sources === null) return {};
  const excluded = inputs.tree === undefined ? null : excludingLineHelp(inputs.tree, source, name);
  if (excluded !== null) return { help: excluded };
  // Without a tree setuptools is the likely one, which passes by folders without __init__.py.
  const init = source.endsWith("/") ? `add an empty ${source}__init__.py` : null;
  const help = inputs.tree === undefined ? init : inputs.tree.backendFacts.shipModuleHelp(source, name);
  return {
    help: help ?? `ship ${source}: correct what the backend includes or excludes, or correct the import`,
  };
}
