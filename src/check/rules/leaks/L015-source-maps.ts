import { memberPath } from "../../views/metadata-view.ts";
import { installedFiles } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L015: source maps of scripts are in the wheel. */
export const sourceMaps: Rule = defineRule({
  code: "L015",
  slug: "source-maps",
  title: "source maps of scripts are in the wheel",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The wheel contains .js.map or .css.map files, which contain the original sources of bundled scripts.",
    why: "Source maps make the wheel larger and can expose code that was not meant to be published.",
    fix: "exclude *.map",
    bad: "good_pkg/static/app.js.map",
    good: "good_pkg/static/app.js",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const found = installedFiles(wheel).filter(({ path }) => /\.(js|css|mjs|cjs)\.map$/.test(path));
      const [first] = found;
      if (first === undefined) continue;
      const size = found.reduce((sum, file) => sum + file.size, 0);
      yield {
        message: `${wheel.fileName} contains ${found.length === 1 ? first.path : `${found.length} source maps, the first ${first.path}`} (${Math.ceil(size / 1024)} KiB)`,
        location: { file: memberPath(wheel, first.member) },
        subject: wheel.fileName,
      };
    }
  },
});
