import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K003: `src` itself is a top-level package of the wheel. */
export const srcAsPackage: Rule = defineRule({
  code: "K003",
  slug: "src-as-package",
  title: "`src` itself is a top-level package of the wheel",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "The folder for the sources was taken for a package.",
    why: "Users would have to write `import src.pkg`, and two such projects overwrite each other.",
    fix: 'tell the back-end that packages lie below src: where = ["src"], or packages = ["src/pkg"]',
    bad: "src/pkg/__init__.py in the wheel",
    good: "pkg/__init__.py in the wheel",
    peers: ["check-wheel-contents:W005"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const first = installedFiles(wheel).find((file) => file.path.startsWith("src/"));
      if (first === undefined) continue;
      yield {
        message: `${wheel.fileName} installs a top-level package named src`,
        location: { file: memberPath(wheel, first.member) },
        subject: "src",
      };
    }
  },
});
