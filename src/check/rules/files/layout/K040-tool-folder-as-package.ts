import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K040: a folder that a tool made is among the packages. */
export const toolFolderAsPackage: Rule = defineRule({
  code: "K040",
  slug: "tool-folder-as-package",
  title: "a folder that a tool made is among the packages",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "node_modules, build/lib, .eggs, site-packages or a cache is in the wheel.",
    why: "It is of no use to users, often large, and an old copy of the package itself can be in it.",
    fix: "exclude the folder, and build from a clean tree",
    bad: "good_pkg/node_modules/left-pad/index.js",
    good: "good_pkg/static/bundle.js",
    peers: ["pydistcheck:unexpected-files"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const told = new Set<string>();
      for (const { path, member } of installedFiles(wheel)) {
        const folder = MADE_BY_TOOLS.exec(path)?.[0];
        if (folder === undefined || told.has(folder)) continue;
        told.add(folder);
        yield {
          message: `${wheel.fileName} holds ${folder}, which a tool made`,
          location: { file: memberPath(wheel, member) },
          subject: folder,
        };
      }
    }
  },
});

const MADE_BY_TOOLS =
  /^(.*?\/)?(node_modules|site-packages|\.eggs|\.ipynb_checkpoints|build\/lib[^/]*|build\/bdist[^/]*|dist\/(?=[^/]+\.(whl|tar\.gz)$)|__pycache__\/(?=[^/]+$)(?![^/]+\.py[co]$))\//;
