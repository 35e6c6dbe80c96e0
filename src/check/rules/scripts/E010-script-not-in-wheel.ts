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
    what: "pyproject.toml declares the script, and entry_points.txt of the wheel built from it does not have it.",
    why: "Nobody who installs the release gets the command.",
    fix: "let the backend read the table: it does not know [project.scripts], or `scripts` is listed in `dynamic`",
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
