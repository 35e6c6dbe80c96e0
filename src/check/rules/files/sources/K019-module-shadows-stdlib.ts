import { normalizeName } from "../../../../version/names.ts";
import { GENERIC_NAMES } from "../../../knowledge/generic-names.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { isStandardModule } from "../../../../distribution/stdlib-modules.ts";
import { installedFiles, topLevelNames } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K019: a top-level module has the name of a standard library module. */
export const moduleShadowsStdlib: Rule = defineRule({
  code: "K019",
  slug: "module-shadows-stdlib",
  title: "a top-level module has the name of a standard library module",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "The wheel installs a module or package with the name of a standard library module.",
    why: "Python finds the standard library first, so this module is never imported; where it comes first, other programs break.",
    fix: "rename the module",
    bad: "json/__init__.py at the top of the wheel",
    good: "good_json/__init__.py",
    peers: [],
  },
  *check(inputs) {
    for (const wheel of inputs.wheels) {
      const own = normalizeName(wheel.metadata?.name ?? "");
      for (const name of topLevelNames(wheel)) {
        if (!isStandardModule(name) || GENERIC_NAMES.has(name)) continue;
        // A backport bears the name of what it brings to older Pythons.
        if (own === normalizeName(name) || own.startsWith("backports")) continue;
        const file = installedFiles(wheel).find(({ path }) => path.split(/[/.]/)[0] === name);
        yield {
          message: `${wheel.fileName} installs a top-level module ${name}, which the standard library has`,
          location: { file: file === undefined ? wheel.fileName : memberPath(wheel, file.member) },
          subject: name,
        };
      }
    }
  },
});
