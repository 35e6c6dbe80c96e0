import { importableNames } from "../../views/wheel-content.ts";
import { scriptViews } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E014: a command has no __main__ module. */
export const noMainModule: Rule = defineRule({
  code: "E014",
  slug: "no-main-module",
  title: "a command has no __main__ module",
  severity: "info",
  needs: [["tree", "wheel"], "wheel"],
  byDefault: false,
  docs: {
    what: "The project has a console script, but its package has no __main__.py.",
    why: "`python -m package`, which needs no PATH entry and selects the interpreter, does not work. This rule is off by default.",
    fix: "add __main__.py that calls the function of the script",
    bad: "good_pkg/cli.py alone",
    good: "good_pkg/__main__.py: from good_pkg.cli import main; main()",
    peers: [],
  },
  *check(inputs) {
    for (const wheel of inputs.wheels) {
      const names = importableNames(wheel);
      const told = new Set<string>();
      for (const { origin, group, module, location } of scriptViews({ ...inputs, wheels: [wheel] })) {
        const top = module.split(".")[0] ?? "";
        if (origin !== "wheel" || group !== "console_scripts" || told.has(top)) continue;
        told.add(top);
        // A single module is run by its own name.
        if (!names.has(`${top}.__init__`) && ![...names].some((name) => name.startsWith(`${top}.`))) continue;
        if (names.has(`${top}.__main__`)) continue;
        yield {
          message: `python -m ${top} does not work: ${top}/__main__.py is missing`,
          location,
          subject: top,
        };
      }
    }
  },
});
