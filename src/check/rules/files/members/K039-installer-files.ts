import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K039: the .dist-info folder contains files that installers write. */
export const installerFiles: Rule = defineRule({
  code: "K039",
  slug: "installer-files",
  title: "the .dist-info folder contains files that installers write",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "INSTALLER, REQUESTED and direct_url.json record how a distribution was installed; they were copied from an installation.",
    why: "They are wrong after installation: `pip freeze` then shows a path or URL of the build machine.",
    fix: "build the wheel again from the sources, never from an installed copy",
    bad: "good_pkg-1.0.dist-info/direct_url.json",
    good: "a .dist-info with METADATA, WHEEL, RECORD, entry_points.txt and licenses",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const found = wheel.entries.filter(({ name }) => WRITTEN_BY_INSTALLERS.test(name));
      const [first] = found;
      if (first === undefined) continue;
      const names = found.map(({ name }) => name.slice(name.indexOf("/") + 1));
      yield {
        message: `${wheel.fileName} contains ${names.join(", ")}, which installers write`,
        location: { file: memberPath(wheel, first.name) },
        subject: wheel.fileName,
      };
    }
  },
});

const WRITTEN_BY_INSTALLERS =
  /^[^/]+\.dist-info\/(INSTALLER|REQUESTED|direct_url\.json|uv_build\.json|uv_cache\.json)$/;
