import { symptom } from "../../../values/finding.ts";
import { memberPath } from "../../metadata-view.ts";
import { missingModules } from "../../missing-modules.ts";
import { treePlace } from "../../tree-source.ts";
import { isEmptyWheel } from "../../wheel-content.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** K016: a module that the package imports is not in the wheel. */
export const importedModuleNotShipped: Rule = defineRule({
  code: "K016",
  slug: "imported-module-not-shipped",
  title: "a module that the package imports is not in the wheel",
  severity: "error",
  needs: [["wheel", "python"]],
  docs: {
    what: "The code imports a module of its own package, and the wheel does not have it.",
    why: "The import fails for every user with ModuleNotFoundError; in the checkout the module is there.",
    fix: "ship the module: correct package discovery, or add the missing __init__.py",
    bad: "from good_pkg.missing import x",
    good: "the module in the wheel",
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    const modules = inputs.imports?.wheel?.modules;
    if (wheel === undefined || modules === undefined || isEmptyWheel(wheel)) return;
    for (const missing of missingModules(inputs, wheel, modules)) {
      const { module, item, name, isCertain } = missing;
      yield {
        message: `${module.path} imports ${name}, which is not in ${wheel.fileName}`,
        location: treePlace(inputs, module.module, item.line, item.column) ?? {
          file: memberPath(wheel, module.path),
          line: item.line,
          column: item.column,
        },
        subject: name,
        severity: isCertain ? "error" : "warning",
        confidence: isCertain ? "certain" : "likely",
        symptom: symptom.missingModule(name),
        explains: [symptom.missingModule(name)],
      };
    }
  },
});
