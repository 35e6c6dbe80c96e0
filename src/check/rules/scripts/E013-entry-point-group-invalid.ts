import { scriptViews } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E013: the name of an entry point group is invalid. */
export const entryPointGroupInvalid: Rule = defineRule({
  code: "E013",
  slug: "entry-point-group-invalid",
  title: "the name of an entry point group is invalid",
  severity: "error",
  needs: ["tree", "wheel"],
  docs: {
    what: "A group is one or more names of letters, digits and underscores, separated by dots.",
    why: "Backends that follow the specification refuse to build, and no program looks for such a group.",
    fix: "spell the group as the program that reads it does",
    bad: '[project.entry-points."my group"]',
    good: '[project.entry-points."my_group"]',
    peers: ["validate-pyproject:python-entrypoint-group"],
  },
  *check(inputs) {
    const told = new Set<string>();
    for (const { origin, group, location } of scriptViews(inputs)) {
      if (/^\w+(\.\w+)*$/.test(group) || told.has(group)) continue;
      told.add(group);
      // Some programs read groups with hyphens: no installer objects.
      const isMild = /^[\w-]+(\.[\w-]+)*$/.test(group);
      yield {
        message: `"${group}" is not a valid entry point group name`,
        location,
        subject: group,
        ...(isMild && origin === "wheel" && { severity: "warning" as const }),
      };
    }
  },
});
