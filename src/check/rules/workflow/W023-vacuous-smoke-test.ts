import { defineRule, type Rule } from "../../engine/rule.ts";

/** W023: a file of tests is run as a plain script, and runs nothing. */
export const vacuousSmokeTest: Rule = defineRule({
  code: "W023",
  slug: "vacuous-smoke-test",
  title: "a file of tests is run as a plain script, and runs nothing",
  severity: "warning",
  needs: [["tree", "python"]],
  docs: {
    what: "A workflow or a verify command starts a file that only defines pytest tests.",
    why: "Python only defines the functions and exits 0, so the step passes whatever is broken.",
    fix: "run it with pytest: python -m pytest tests/smoke_test.py",
    bad: "run: python tests/smoke_test.py",
    good: "run: python -m pytest tests/smoke_test.py",
    peers: [],
  },
  *check({ imports }) {
    const modules = new Map((imports?.tree?.modules ?? []).map((module) => [module.path, module]));
    for (const { path, location } of imports?.scripts ?? []) {
      const module = modules.get(path);
      if (module === undefined || module.syntaxError !== null || module.acts || module.tests.length === 0)
        continue;
      const tests = module.tests.length === 1 ? "one test" : `${module.tests.length} tests`;
      yield {
        message: `${path} is run as a script: it defines ${tests} and runs none`,
        location: location ?? { file: path },
        related: [{ file: path }],
        subject: path,
        help: `run it with pytest: python -m pytest ${path}`,
      };
    }
  },
});
