import { defineRule, type Rule } from "../../engine/rule.ts";

/** W023: a test file is run as a script, which runs no tests. */
export const vacuousSmokeTest: Rule = defineRule({
  code: "W023",
  slug: "vacuous-smoke-test",
  title: "a test file is run as a script, which runs no tests",
  severity: "warning",
  needs: [["tree", "python"]],
  docs: {
    what: "A workflow or verify command runs a file that only defines pytest tests.",
    why: "Python only defines the test functions and exits with 0, so the step always passes.",
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
        message: `${path} is run as a script: it defines ${tests} but runs none`,
        location: location ?? { file: path },
        related: [{ file: path }],
        subject: path,
        help: `run it with pytest: python -m pytest ${path}`,
      };
    }
  },
});
