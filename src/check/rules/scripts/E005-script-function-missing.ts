import { shippedScripts } from "../../views/script-view.ts";
import { nearest } from "../../../text/nearest.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E005: a script's function is not in its module. */
export const scriptFunctionMissing: Rule = defineRule({
  code: "E005",
  slug: "script-function-missing",
  title: "a script's function is not in its module",
  severity: "error",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  docs: {
    what: "The module does not define the name after the colon.",
    why: "The command is installed but fails at startup with ImportError or AttributeError.",
    fix: "define the function, or correct the name",
    bad: 'tool = "pkg.cli:mian"',
    good: 'tool = "pkg.cli:main"',
    peers: [],
  },
  *check(inputs) {
    const scan = inputs.wheels.length > 0 ? inputs.imports?.wheel : inputs.imports?.tree;
    const modules = new Map((scan?.modules ?? []).map((module) => [module.module, module]));
    for (const script of shippedScripts(inputs)) {
      const module = modules.get(script.module);
      const first = script.attribute?.split(".")[0];
      if (module === undefined || first === undefined) continue;
      if (module.names === null || module.names.includes(first) || module.syntaxError !== null) continue;
      // A submodule of the package is an attribute, too.
      if (modules.has(`${script.module}.${first}`)) continue;
      const near = nearest(first, module.names);
      yield {
        message: `${script.name} = "${script.target}": ${module.path} defines no ${first}`,
        location: script.location,
        // One cause, one finding: the other scripts of the function are its further places.
        subject: `${script.module}:${first}`,
        ...(near !== null && {
          help: `did you mean ${script.module}:${near}?`,
        }),
        explains: [symptom.script(script.name), symptom.entryPoint(script.name)],
      };
    }
  },
});
