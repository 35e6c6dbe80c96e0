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
    what: "A group is one or more names of letters, digits and underscores, joined by dots.",
    why: "Backends that hold to the specification refuse to build; no program looks for such a group.",
    fix: "rename the group as the program that reads it spells it",
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
        message: `"${group}" is not the name of an entry point group`,
        location,
        subject: group,
        ...(isMild && origin === "wheel" && { severity: "warning" as const }),
      };
    }
  },
});
