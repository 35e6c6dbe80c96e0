import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import { nearest } from "../../../text/nearest.ts";
import { normalizeName } from "../../../version/names.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F014: a dependency group includes a group that does not exist. */
export const dependencyGroupMissing: Rule = defineRule({
  code: "F014",
  slug: "dependency-group-missing",
  title: "a dependency group includes a group that does not exist",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "include-group names another table of [dependency-groups] (PEP 735).",
    why: "Installing the group fails.",
    fix: "correct the name",
    bad: 'dev = [{ include-group = "tests" }]',
    good: 'test = ["pytest"]\ndev = [{ include-group = "test" }]',
    peers: ["validate-pyproject:IncludedDependencyGroupMustExist"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null) return;
    const groups = keysOf(pyproject, ["dependency-groups"]);
    const known = new Set(groups.map(normalizeName));
    for (const group of groups) {
      const list = pyproject.get(["dependency-groups", group]);
      if (!Array.isArray(list)) continue;
      for (const [position, item] of (list as readonly unknown[]).entries()) {
        const included = isTable(item) ? item["include-group"] : undefined;
        if (typeof included !== "string" || known.has(normalizeName(included))) continue;
        const near = nearest(included, groups);
        yield {
          message: `the dependency group ${group} includes ${included}, which does not exist`,
          location: pyproject.locate(["dependency-groups", group, position]),
          subject: `${group} ${included}`,
          ...(near !== null && { help: `did you mean ${near}?` }),
        };
      }
    }
  },
});
