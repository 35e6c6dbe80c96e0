import { removeTomlItem } from "../../../tree/edit/toml-edit.ts";
import { stringList } from "../../../tree/pyproject-project.ts";
import { fixIn } from "../../engine/fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F007: `wheel` is required for the build. */
export const wheelRequiredForBuild: Rule = defineRule({
  code: "F007",
  slug: "wheel-required-for-build",
  title: "`wheel` is required for the build",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "build-system.requires names wheel, which setuptools requests itself when it needs it.",
    why: "Every build installs a distribution that it does not need; setuptools 70.1 and newer do not use it.",
    fix: "drop it",
    bad: 'requires = ["setuptools>=77", "wheel"]',
    good: 'requires = ["setuptools>=77"]',
    peers: ["repo-review:PP003"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    // A setup.py may import it.
    if (pyproject == null || /\bwheel\b/.test(tree?.setupPy?.text ?? "")) return;
    const path = ["build-system", "requires"];
    const list = pyproject.get(path);
    for (const { value, location } of stringList(pyproject, path)) {
      if (!/^wheel\b(?![-_.])/i.test(value.trim()) || !Array.isArray(list)) continue;
      const position = (list as readonly unknown[]).indexOf(value);
      yield {
        message: `build-system.requires names "${value}", which the backend does not need`,
        location,
        subject: "wheel",
        ...fixIn("pyproject.toml", "safe", "drop wheel", removeTomlItem(pyproject, [...path, position])),
      };
    }
  },
});
