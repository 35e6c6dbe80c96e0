import { locator } from "../../../tree/setup-py.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P027: the project uses dependency_links or find_links. */
export const dependencyLinks: Rule = defineRule({
  code: "P027",
  slug: "dependency-links",
  title: "the project uses dependency_links or find_links",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "setup.py or setup.cfg names other places to find requirements.",
    why: "pip has ignored the setting since version 19: users get the package of that name from the index, or an error.",
    fix: "drop it; publish the requirement, or document --extra-index-url",
    bad: 'setup(dependency_links=["https://..."])',
    good: 'setup(install_requires=["name>=1"])',
    peers: [],
  },
  *check({ tree }) {
    const { setupPy, setupCfg } = tree ?? {};
    const match =
      setupPy?.has("dependency_links") === true ? /\bdependency_links\b/.exec(setupPy.text) : null;
    if (setupPy != null && match !== null) {
      yield {
        message: "setup.py has dependency_links, which pip ignores",
        location: locator("setup.py", setupPy.text)(match.index, match.index + match[0].length),
        subject: "setup.py",
      };
    }
    for (const [section, key] of [
      ["options", "dependency_links"],
      ["easy_install", "find_links"],
    ] as const) {
      const entry = setupCfg?.sections.get(section)?.get(key);
      if (entry === undefined || entry.value.trim() === "") continue;
      yield {
        message: `setup.cfg has ${key} in [${section}], which pip ignores`,
        location: { file: "setup.cfg", line: entry.line },
        subject: `setup.cfg ${key}`,
      };
    }
  },
});
