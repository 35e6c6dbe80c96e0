import { markerComparisons } from "../../../../version/marker.ts";
import { declaredRequirements } from "../requirements.ts";
import { requirementFix } from "../requirement-fix.ts";
import { isStandardModule, REMOVED_MODULES } from "../../../../distribution/stdlib-modules.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** Distributions that bring an old copy of a module that every supported Python has. */
const OLD_COPIES: ReadonlySet<string> = new Set([
  "argparse",
  "asyncio",
  "enum34",
  "functools32",
  "futures",
  "importlib",
  "ordereddict",
  "pathlib",
  "pathlib2",
  "singledispatch",
  "ssl",
  "subprocess32",
  "trollius",
  "typing",
  "unittest2",
  "uuid",
  "wsgiref",
]);

/** P005: a module of the standard library is required. */
export const stdlibModuleRequired: Rule = defineRule({
  code: "P005",
  slug: "stdlib-module-required",
  title: "a module of the standard library is required",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "A requirement names a module that comes with Python (argparse, pathlib, typing, enum34), without a marker for the Pythons that lack it.",
    why: "pip installs an abandoned copy of it, which may shadow the real module or fail to build.",
    fix: "drop the requirement",
    bad: 'dependencies = ["pathlib"]',
    good: "dependencies = []",
    peers: ["deptry:DEP005"],
  },
  *check(inputs) {
    for (const requirement of declaredRequirements(inputs)) {
      const { name, parsed, view, item } = requirement;
      if (parsed.url !== null || !(OLD_COPIES.has(name) || isStandardProject(name))) continue;
      // For Pythons that lack the module it is right.
      if (parsed.marker !== null && namesPython(parsed.marker)) continue;
      yield {
        message: `${view.label}: ${parsed.name} is part of Python, but is required from the index`,
        location: item.location,
        subject: name,
        help: `drop "${item.text}"; for Pythons that lack it, add a marker such as ; python_version < "3.5"`,
        ...requirementFix(inputs, requirement, "review", `drop ${parsed.name}`, null),
      };
    }
  },
});

/** Whether a distribution is called as a module that every Python to come still has. */
function isStandardProject(name: string): boolean {
  const module = name.replaceAll("-", "_");
  return isStandardModule(module) && !REMOVED_MODULES.has(module);
}

function namesPython(marker: Parameters<typeof markerComparisons>[0]): boolean {
  return [...markerComparisons(marker)].some(({ left, right }) =>
    [left, right].some((side) => side.kind === "variable" && side.name.startsWith("python_")),
  );
}
