import { locator } from "../../../../tree/setup-py.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** Keywords of setup() that setuptools has dropped or deprecated, and what to do instead. */
const REMOVED: Readonly<Record<string, { readonly instead: string; readonly isFatal?: true }>> = {
  convert_2to3_doctests: { instead: "drop it", isFatal: true },
  namespace_packages: { instead: "use implicit namespace packages (PEP 420)" },
  setup_requires: { instead: "list it in build-system.requires" },
  test_loader: { instead: "remove it: `setup.py test` no longer exists" },
  test_suite: { instead: "remove it: `setup.py test` no longer exists" },
  tests_require: { instead: "list it in a dependency group" },
  use_2to3: { instead: "write Python 3 code", isFatal: true },
  use_2to3_fixers: { instead: "drop it", isFatal: true },
};

/** F021: setup() uses an argument that setuptools has removed. */
export const removedSetuptoolsFeature: Rule = defineRule({
  code: "F021",
  slug: "removed-setuptools-feature",
  title: "setup() uses an argument that setuptools has removed",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "setup_requires, tests_require, test_suite, use_2to3, namespace_packages and similar arguments.",
    why: "use_2to3 has made builds fail since setuptools 58; the others are ignored or about to be removed.",
    fix: "follow the finding's suggestion",
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
        message: `[options] of setup.cfg has ${name}, which setuptools has removed`,
        severity,
        location: { file: "setup.cfg", line: entry.line },
        subject: name,
        help: instead,
      };
    }
  },
});
