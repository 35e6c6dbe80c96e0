import { symptom } from "../../../findings/finding.ts";
import { scriptViews } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E010: a script that the project declares is not in the wheel. */
export const scriptNotInWheel: Rule = defineRule({
  code: "E010",
  slug: "script-not-in-wheel",
  title: "a script that the project declares is not in the wheel",
  severity: "error",
  needs: [["tree", "wheel"]],
  docs: {
    what: "pyproject.toml declares the script, but entry_points.txt in the wheel does not list it.",
    why: "Users who install the release do not get the command.",
    fix: "use a backend that reads [project.scripts], and remove `scripts` from `dynamic`",
    bad: "[tool.poetry.scripts] with a backend that is not poetry",
    good: "[project.scripts]",
    peers: [],
  },
  *check(inputs) {
    if (inputs.builtFromTree !== true) return;
    const views = scriptViews(inputs);
    for (const wheel of inputs.wheels) {
      // Of a wheel without metadata another rule speaks.
      if (wheel.metadata === null) continue;
      const groups = wheel.entryPoints?.groups;
      for (const { origin, isProgram, group, name, location } of views) {
        if (origin !== "tree" || !isProgram) continue;
        if (groups?.get(group)?.some((entry) => entry.name === name) === true) continue;
        yield {
          message: `the script ${name} is not in ${wheel.fileName}`,
          location,
          subject: name,
          explains: [symptom.script(name)],
        };
      }
    }
  },
});
