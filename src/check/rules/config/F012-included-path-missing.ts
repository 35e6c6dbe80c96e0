import { keysOf } from "../../../tree/pyproject-project.ts";
import { outcomeKey, symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F012: the backend includes a path that does not exist. */
export const includedPathMissing: Rule = defineRule({
  code: "F012",
  slug: "included-path-missing",
  title: "the backend includes a path that does not exist",
  severity: "error",
  needs: ["tree"],
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "A path in the build configuration (hatch packages, only-include and force-include, Poetry packages, setuptools packages) is not in the tree.",
    why: "The build fails or silently omits the package.",
    fix: "correct the path",
    bad: '[tool.hatch.build.targets.wheel]\npackages = ["src/dmo"]',
    good: 'packages = ["src/demo"]',
    peers: [],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree === undefined) return;
    const hooks = keysOf(pyproject, ["tool", "hatch", "build", "hooks"]).length > 0;
    for (const { path, text } of tree.backendFacts.includedPaths(pyproject)) {
      const clean = text.replaceAll("\\", "/").replace(/^\.?\/|\/$/g, "");
      if (clean === "" || clean === "." || /[*?[{$]|^\.\.|^~/.test(clean)) continue;
      if (tree.has(clean) || tree.files.some((file) => file.path.startsWith(`${clean}/`))) continue;
      yield {
        message: `${path.filter((part) => typeof part === "string").join(".")} names ${text}, which is not in the tree`,
        location: pyproject.locate(path),
        subject: text,
        explains: [
          symptom.build("discovery"),
          symptom.build(`missing-file:${clean.split("/").at(-1) ?? ""}`),
        ],
        // A hook of the build may make it first.
        ...(hooks && { severity: "warning", confidence: "likely" }),
      };
    }
  },
});
