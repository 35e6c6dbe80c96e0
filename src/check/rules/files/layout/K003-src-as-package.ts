import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import type { Location } from "../../../../findings/location.ts";
import { wheelView } from "../../../views/packages/wheel-view.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** K003: `src` itself is a top-level package of the wheel. */
export const srcAsPackage: Rule = defineRule({
  code: "K003",
  slug: "src-as-package",
  title: "`src` itself is a top-level package of the wheel",
  severity: "error",
  needs: [["wheel"], ["tree"]],
  predictsWheel: true,
  docs: {
    what: "The backend took the source folder for a package.",
    why: "Users would have to write `import src.pkg`, and two such projects overwrite each other's files.",
    fix: 'configure the src layout in the backend: where = ["src"], or packages = ["src/pkg"]',
    bad: "src/pkg/__init__.py in the wheel",
    good: "pkg/__init__.py in the wheel",
    peers: ["check-wheel-contents:W005"],
  },
  async check(inputs) {
    const found: RuleFinding[] = [];
    for (const wheel of inputs.wheels) {
      const first = installedFiles(wheel).find((file) => file.path.startsWith("src/"));
      if (first !== undefined) found.push(claimed(wheel.fileName, { file: memberPath(wheel, first.member) }));
    }
    const view = inputs.wheels.length > 0 ? null : await wheelView(inputs);
    if (view?.paths.has("src") === true)
      found.push({
        ...claimed(view.label, { file: "pyproject.toml" }),
        confidence: "likely",
        disprovedBy: view.disprovedBy,
      });
    return found;
  },
});

function claimed(label: string, location: Location): RuleFinding {
  return {
    message: `${label} installs a top-level package named src`,
    location,
    subject: "src",
    symptom: symptom.topLevel("src"),
  };
}
