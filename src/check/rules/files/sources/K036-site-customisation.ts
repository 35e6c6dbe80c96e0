import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K036: the wheel installs sitecustomize or usercustomize. */
export const siteCustomisation: Rule = defineRule({
  code: "K036",
  slug: "site-customisation",
  title: "the wheel installs sitecustomize or usercustomize",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "Python imports these two modules at every start; they are reserved for the administrator of the machine.",
    why: "The wheel overwrites the user's own file, or this one never runs.",
    fix: "remove it",
    bad: "sitecustomize.py at the top of the wheel",
    good: "good_pkg/hooks.py",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const file = installedFiles(wheel).find(({ path }) =>
        /^(site|user)customize(\.py|\/__init__\.py)$/.test(path),
      );
      if (file === undefined) continue;
      yield {
        message: `${wheel.fileName} installs ${file.path}, which Python runs at every start`,
        location: { file: memberPath(wheel, file.member) },
        subject: file.path,
      };
    }
  },
});
