import { normalizeName } from "../../../version/names.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import { scriptViews } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E009: an entry point names an extra that does not exist. */
export const entryPointExtraUnknown: Rule = defineRule({
  code: "E009",
  slug: "entry-point-extra-unknown",
  title: "an entry point names an extra that does not exist",
  severity: "warning",
  needs: ["tree", "wheel"],
  docs: {
    what: "The extra in brackets after the target is not among the project's optional dependencies. Extras in entry points are obsolete.",
    why: "pkg_resources refuses to load the entry point; all other loaders ignore the brackets.",
    fix: "drop the brackets",
    bad: 'tool = "pkg.cli:main [speed]"',
    good: 'tool = "pkg.cli:main"',
    peers: [],
  },
  *check(inputs) {
    for (const script of scriptViews(inputs)) {
      const extras = /\[([^\]]*)\]\s*$/.exec(script.target)?.[1]?.split(",") ?? [];
      for (const extra of extras.map((each) => normalizeName(each.trim()))) {
        if (extra === "") continue;
        const isKnown = extrasOf(script.origin, inputs).some((each) => normalizeName(each) === extra);
        yield {
          message: isKnown
            ? `${script.name} = "${script.target}" names an extra; extras in entry points are obsolete`
            : `${script.name} = "${script.target}" names the extra ${extra}, which the project does not have`,
          location: script.location,
          subject: `${script.group} ${script.name} ${extra}`,
          ...(isKnown && { severity: "info" as const }),
        };
      }
    }
  },
});

function extrasOf(origin: "tree" | "wheel", { tree, wheels }: RuleInputs): readonly string[] {
  return origin === "tree"
    ? [...(tree?.project.optionalDependencies.keys() ?? [])]
    : wheels.flatMap((wheel) => wheel.metadata?.providesExtra ?? []);
}
