import { defineRule, type Rule } from "../../engine/rule.ts";

/** F001: pyproject.toml cannot be read. */
export const pyprojectUnreadable: Rule = defineRule({
  code: "F001",
  slug: "pyproject-unreadable",
  title: "pyproject.toml cannot be read",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "pyproject.toml is TOML 1.0: UTF-8 without a byte order mark, every table and key once.",
    why: "No tool can read the project: nothing can be built.",
    fix: "correct the line that the message names",
    bad: "[tool.setuptools]  # twice, after a merge",
    good: "one [tool.setuptools]",
    peers: ["every build tool"],
  },
  // A tree with such a file cannot be read at all: `pyprojectFault` turns the fault into this rule's finding.
  check: () => [],
});
