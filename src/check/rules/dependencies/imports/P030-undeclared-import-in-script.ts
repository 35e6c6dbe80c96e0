import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import { normalizeName } from "../../../../version/names.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";
import { providerOf, undeclaredScriptImports } from "./undeclared-imports.ts";

/** P030: no requirement provides a module that a script always imports. */
export const undeclaredImportInScript: Rule = defineRule({
  code: "P030",
  slug: "undeclared-import-in-script",
  title: "no requirement provides a module that a script always imports",
  severity: "warning",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  confidence: "likely",
  docs: {
    what: "The function of a console script, or one that it always calls, unconditionally imports a package that no requirement or extra provides.",
    why: "`--help` works because it exits before the import; everything else fails with ModuleNotFoundError in a fresh environment.",
    fix: "add the distribution to project.dependencies",
    bad: "def main():\n    parser.parse_args()\n    import requests  # dependencies = []",
    good: 'dependencies = ["requests"]',
    peers: ["deptry:DEP001"],
  },
  *check(inputs) {
    for (const found of undeclaredScriptImports(inputs)) {
      const { script, module, item, top, known, isClosed, carriers, development, location } = found;
      // Something that is required may bring it along.
      if (carriers.length > 0 || (!isClosed && known.length === 0 && development === null)) continue;
      yield {
        message: `the script ${script} imports ${top} (${module.path}), but no requirement provides it`,
        location,
        subject: top,
        confidence: isClosed ? "certain" : "likely",
        disprovedBy: [providerOf(top), ...known].map((name) => outcomeKey.installed(normalizeName(name))),
        help: `add "${providerOf(top)}" to the project's dependencies`,
        explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
      };
    }
  },
});
