import { hasEntryPointProblem, scriptViews } from "../../views/script-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E011: an entry point's target is not a dotted name. */
export const targetNotDottedName: Rule = defineRule({
  code: "E011",
  slug: "target-not-dotted-name",
  title: "an entry point's target is not a dotted name",
  severity: "error",
  needs: ["tree", "wheel"],
  docs: {
    what: "Module and object of an entry point are Python identifiers joined by dots.",
    why: "pip refuses to install the wheel, or the command fails at startup.",
    fix: "write the module as in an import statement: `_` instead of `-`, without `.py`",
    bad: 'tool = "my-pkg.cli:main"',
    good: 'tool = "my_pkg.cli:main"',
    peers: ["validate-pyproject:python-entrypoint-reference", "wheel-inspect", "pip"],
  },
  *check(inputs) {
    for (const script of scriptViews(inputs)) {
      if (!hasEntryPointProblem(script, "E011")) continue;
      yield {
        message: `${script.name} = "${script.target}" is not a dotted name`,
        location: script.location,
        subject: `${script.group} ${script.name}`,
        explains: [
          symptom.install("entry-point"),
          symptom.script(script.name),
          symptom.entryPoint(script.name),
        ],
      };
    }
  },
});
