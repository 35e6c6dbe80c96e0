import { symptom } from "../../../findings/finding.ts";
import { scriptViews } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E006: a script's function cannot be called without arguments. */
export const scriptNeedsArguments: Rule = defineRule({
  code: "E006",
  slug: "script-needs-arguments",
  title: "a script's function cannot be called without arguments",
  severity: "warning",
  needs: [["wheel", "python"]],
  docs: {
    what: "An installed script calls its function without arguments, but this function requires some or is a coroutine.",
    why: 'The command fails at startup with TypeError; a coroutine is created but never runs ("was never awaited").',
    fix: "add defaults for the arguments, or add a function that reads sys.argv and calls this one",
    bad: "def main(argv): ...",
    good: "def main(argv=None): ...",
    peers: [],
  },
  *check(inputs) {
    const modules = new Map((inputs.imports?.wheel?.modules ?? []).map((module) => [module.module, module]));
    for (const script of scriptViews(inputs)) {
      const found = modules.get(script.module)?.functions.find(({ name }) => name === script.attribute);
      if (script.origin !== "wheel" || !script.isProgram || found === undefined) continue;
      const { name, required, isAsync } = found;
      const reason =
        required > 0 ? `needs ${required === 1 ? "an argument" : `${required} arguments`}` : "is a coroutine";
      yield {
        message: `${script.name} = "${script.target}": ${name} ${reason}`,
        location: script.location,
        subject: script.name,
        ...(required === 0 && isAsync && { help: `name a plain function that calls asyncio.run(${name}())` }),
        explains: [symptom.script(script.name)],
      };
    }
  },
});
