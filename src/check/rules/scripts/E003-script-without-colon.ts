import { fixText } from "../../engine/text-fix.ts";
import { scriptViews } from "../../views/script-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule, type RuleInputs } from "../../engine/rule.ts";

/** E003: a script's target has no colon. */
export const scriptWithoutColon: Rule = defineRule({
  code: "E003",
  slug: "script-without-colon",
  title: "a script's target has no colon",
  severity: "error",
  needs: ["tree", "wheel"],
  fix: "safe",
  docs: {
    what: "The target of a script is `module:function`; this target has dots but no colon.",
    why: "Backends, twine and PyPI accept it, but pip and uv refuse to install the wheel for every user.",
    fix: "write a colon before the function",
    bad: 'zen = "zen_orchestrator.run"',
    good: 'zen = "zen_orchestrator:run"',
    peers: ["pip", "uv"],
  },
  *check(inputs) {
    for (const script of scriptViews(inputs)) {
      if (!script.isProgram || script.attribute !== null) continue;
      const repaired = script.target.replace(/\.(?=[^.]*$)/, ":");
      const help =
        repaired === script.target
          ? `name the function after a colon: ${script.target}:main`
          : `write ${script.name} = "${repaired}"`;
      yield {
        message: `the script ${script.name} = "${script.target}" names no function: a colon is missing`,
        location: script.location,
        subject: script.name,
        help,
        ...(isOurModule(inputs, script.target) &&
          fixText(inputs.tree, script.location, script.target, repaired, "safe")),
        explains: [
          symptom.install("entry-point"),
          symptom.refusal("entry-points"),
          symptom.script(script.name),
          symptom.entryPoint(script.name),
          symptom.missingModule(script.target),
        ],
      };
    }
  },
});

/** Whether all but the last part of a target names a module of the tree: then the last part is the function. */
function isOurModule({ layout }: RuleInputs, target: string): boolean {
  const module = target.split(".").slice(0, -1).join(".");
  const names = layout?.modules.map((each) => each.name) ?? [];
  return names.includes(module) && !names.includes(target);
}
