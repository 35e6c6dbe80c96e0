import { locator } from "../../../../tree/setup-py.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** Keywords of setup() that setuptools has dropped or deprecated, and what to do instead. */
const REMOVED: Readonly<Record<string, { readonly instead: string; readonly isFatal?: true }>> = {
  convert_2to3_doctests: { instead: "drop it", isFatal: true },
  namespace_packages: { instead: "use implicit namespace packages (PEP 420)" },
  setup_requires: { instead: "list it in build-system.requires" },
  test_loader: { instead: "drop it: setup.py test is gone" },
  test_suite: { instead: "drop it: setup.py test is gone" },
  tests_require: { instead: "list it in a dependency group" },
  use_2to3: { instead: "write code for Python 3", isFatal: true },
  use_2to3_fixers: { instead: "drop it", isFatal: true },
};

/** F021: setup() is given what setuptools has removed. */
export const removedSetuptoolsFeature: Rule = defineRule({
  code: "F021",
  slug: "removed-setuptools-feature",
  title: "setup() is given what setuptools has removed",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "setup_requires, tests_require, test_suite, use_2to3, namespace_packages and their like.",
    why: "use_2to3 makes the build fail since setuptools 58; the others are ignored or about to go.",
    fix: "do what the finding says instead",
    bad: 'setup(setup_requires=["cython"])',
    good: '[build-system]\nrequires = ["setuptools", "cython"]',
    peers: [],
  },
  *check({ tree }) {
    const { setupPy, setupCfg } = tree ?? {};
    for (const [name, { instead, isFatal }] of Object.entries(REMOVED)) {
      const severity = isFatal === true ? "error" : "warning";
      const match = setupPy?.has(name) === true ? new RegExp(`\\b${name}\\b`).exec(setupPy.text) : null;
      if (setupPy != null && match !== null) {
        yield {
          message: `setup.py gives setup() ${name}, which setuptools ${isFatal === true ? "refuses" : "has given up"}`,
          severity,
          location: locator("setup.py", setupPy.text)(match.index, match.index + name.length),
          subject: name,
          help: instead,
        };
      }
      const entry = setupCfg?.sections.get("options")?.get(name);
      if (entry === undefined) continue;
      yield {
        message: `[options] of setup.cfg has ${name}, which setuptools has given up`,
        severity,
        location: { file: "setup.cfg", line: entry.line },
        subject: name,
        help: instead,
      };
    }
  },
});
