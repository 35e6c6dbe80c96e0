import { installedFiles, topLevelNames } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K007: the root of the wheel contains a file that is not a module. */
export const fileBesidePackages: Rule = defineRule({
  code: "K007",
  slug: "file-beside-packages",
  title: "the root of the wheel contains a file that is not a module",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "The root of a wheel is site-packages itself; a README, LICENSE, py.typed or data file there belongs to no package.",
    why: "Another project with the same file overwrites it, and uninstalling either project removes it.",
    fix: "move the file into the package, or exclude it; backends put licenses into .dist-info/licenses",
    bad: "README.md at the root of the wheel",
    good: "good_pkg/README.md, or nothing",
    peers: ["check-wheel-contents:W003"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const modules = topLevelNames(wheel);
      for (const { path, member } of installedFiles(wheel)) {
        if (path.includes("/") || IS_MODULE.test(path)) continue;
        // A stub beside its module is as good as the module.
        if (path.endsWith(".pyi") && modules.includes(path.slice(0, path.indexOf(".")))) continue;
        yield {
          message: `${wheel.fileName} installs ${path} into site-packages itself`,
          location: { file: memberPath(wheel, member) },
          subject: path,
        };
      }
    }
  },
});

/** What Python itself reads there; path configuration files have rules of their own. */
const IS_MODULE = /\.(py|pyc|so|pyd|pth|egg-link)$/;
