import { symptom } from "../../../../findings/finding.ts";
import { installedFiles, topLevelNames } from "../../../views/wheel-content.ts";
import { ALWAYS_GENERIC, GENERIC_NAMES } from "../../../knowledge/generic-names.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { normalizeName } from "../../../../version/names.ts";
import { runtimeStateFolders } from "../../../views/runtime-state.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K004: a top-level package has a generic name. */
export const genericTopLevelName: Rule = defineRule({
  code: "K004",
  slug: "generic-top-level-name",
  title: "a top-level package has a generic name",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "A folder such as tests, docs, examples, scripts or build is installed into site-packages beside the package.",
    why: "Two projects that do this overwrite each other's files.",
    fix: "exclude the folder in package discovery, or move it into the package",
    bad: "tests/__init__.py at the top of the wheel",
    good: '[tool.setuptools.packages.find]\nexclude = ["tests*"]',
    peers: ["check-wheel-contents:W005"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const own = normalizeName(wheel.metadata?.name ?? "");
      const state = runtimeStateFolders(wheel);
      const modules = topLevelNames(wheel);
      const seen = new Set<string>();
      for (const { path, member } of installedFiles(wheel)) {
        const [top = "", rest] = path.split("/");
        if (rest === undefined || !GENERIC_NAMES.has(top.toLowerCase()) || seen.has(top)) continue;
        if (normalizeName(top) === own || state.has(`${top}/`)) continue;
        seen.add(top);
        if (!ALWAYS_GENERIC.has(top) && !modules.includes(top)) continue;
        yield {
          message: `${wheel.fileName} installs a top-level folder named ${top}`,
          location: { file: memberPath(wheel, member) },
          subject: top,
          symptom: symptom.topLevel(top),
        };
      }
    }
  },
});
