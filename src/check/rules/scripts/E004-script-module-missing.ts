import { hasEntryPointProblem, scriptViews } from "../../views/script-view.ts";
import { nearest } from "../../../text/nearest.ts";
import { importableNames, installedPaths, isEmptyWheel, topLevelNames } from "../../views/wheel-content.ts";
import { isStandardModule } from "../../knowledge/stdlib-modules.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E004: a script's module is not in the wheel. */
export const scriptModuleMissing: Rule = defineRule({
  code: "E004",
  slug: "script-module-missing",
  title: "a script's module is not in the wheel",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "The module in front of the colon lies neither in the wheel nor in a requirement.",
    why: "The command is installed and fails at its start with ModuleNotFoundError.",
    fix: "ship the module, or correct its name",
    bad: 'tool = "pkg.comand:main"',
    good: 'tool = "pkg.command:main"',
    peers: [],
  },
  *check(inputs) {
    for (const wheel of inputs.wheels) {
      if (isEmptyWheel(wheel)) continue;
      const names = importableNames(wheel);
      const top = topLevelNames(wheel);
      // A folder without Python is a namespace, and can be a plug-in's target.
      const folders = installedPaths(wheel);
      for (const script of scriptViews({ ...inputs, wheels: [wheel] })) {
        if (script.origin !== "wheel" || (script.isProgram && script.attribute === null)) continue;
        // A target outside this wheel's packages may come from a requirement.
        const root = script.module.split(".")[0] ?? "";
        const isOurs = top.includes(root);
        const hasRequirements = (wheel.metadata?.requiresDist.length ?? 0) > 0;
        if (
          names.has(script.module) ||
          folders.has(script.module.replaceAll(".", "/")) ||
          hasEntryPointProblem(script, "E011") ||
          (!isOurs && (hasRequirements || isStandardModule(root)))
        )
          continue;
        const near = nearest(script.module, names);
        yield {
          message: `${script.name} = "${script.target}": the wheel has no module ${script.module}`,
          location: script.location,
          // One cause, one finding: the other scripts of the module are its further places.
          subject: script.module,
          ...(near !== null && { help: `did you mean ${near}?` }),
          symptom: symptom.missingModule(script.module),
          explains: [symptom.script(script.name), symptom.entryPoint(script.name)],
        };
      }
    }
  },
});
