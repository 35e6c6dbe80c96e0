import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K006: `__init__.py` is at the root of the wheel. */
export const initAtRoot: Rule = defineRule({
  code: "K006",
  slug: "init-at-root",
  title: "`__init__.py` is at the root of the wheel",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "The root of a wheel is site-packages itself.",
    why: "The file is installed as site-packages/__init__.py, where other projects overwrite it.",
    fix: "list the packages; the project folder is not a package",
    bad: 'packages = ["."]',
    good: 'packages = ["pkg"]',
    peers: ["check-wheel-contents:W006"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      if (!installedFiles(wheel).some((file) => file.path === "__init__.py")) continue;
      yield {
        message: `${wheel.fileName} installs __init__.py into site-packages itself`,
        location: { file: memberPath(wheel, "__init__.py") },
        subject: "__init__.py",
      };
    }
  },
});
