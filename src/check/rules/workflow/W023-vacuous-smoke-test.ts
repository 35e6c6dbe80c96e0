import type { RuleFinding } from "../../rule.ts";
import { plainScripts } from "../../scan/plain-scripts.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** W023: a file of tests is run as a plain script, and runs nothing. */
export const vacuousSmokeTest: Rule = defineRule({
  code: "W023",
  slug: "vacuous-smoke-test",
  title: "a file of tests is run as a plain script, and runs nothing",
  severity: "warning",
  needs: [["tree", "python"]],
  docs: {
    what: "A workflow or a verify command starts a file that only defines pytest tests.",
    why: "Python defines the functions and ends with 0: the step is green whatever is broken.",
    fix: "run it with pytest: python -m pytest tests/smoke_test.py",
    bad: "run: python tests/smoke_test.py",
    good: "run: python -m pytest tests/smoke_test.py",
    peers: [],
  },
  async check(inputs) {
    const { tree, imports } = inputs;
    if (tree === undefined) return [];
    const modules = new Map((imports?.tree?.modules ?? []).map((module) => [module.path, module]));
    const findings: RuleFinding[] = [];
    for (const { path, location } of await plainScripts(tree, inputs.commands ?? [])) {
      const module = modules.get(path);
      if (module === undefined || module.syntaxError !== null || module.acts || module.tests.length === 0)
        continue;
      const tests = module.tests.length === 1 ? "one test" : `${module.tests.length} tests`;
      findings.push({
        message: `${path} is run as a script: it defines ${tests} and runs none`,
        location: location ?? { file: path },
        related: [{ file: path }],
        subject: path,
        help: `run it with pytest: python -m pytest ${path}`,
      });
    }
    return findings;
  },
});
