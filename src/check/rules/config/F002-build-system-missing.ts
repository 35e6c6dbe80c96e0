import { isTable } from "../../../tree/pyproject-project.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** F002: no pyproject.toml, or no [build-system] in it. */
export const buildSystemMissing: Rule = defineRule({
  code: "F002",
  slug: "build-system-missing",
  title: "no pyproject.toml, or no [build-system] in it",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "Without [build-system] front-ends fall back to setuptools in whatever version comes.",
    why: "The build changes when setuptools does, and its requirements are not declared.",
    fix: 'add [build-system] requires = ["setuptools>=77"], build-backend = "setuptools.build_meta"',
    bad: "setup.py alone",
    good: '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"',
    peers: ["repo-review:PY001", "repo-review:PP002", "pyroma"],
  },
  *check({ tree }) {
    if (tree === undefined || isTable(tree.pyproject?.get(["build-system"]))) return;
    const file =
      tree.pyproject === null ? (tree.setupPy === null ? "setup.cfg" : "setup.py") : "pyproject.toml";
    const message =
      tree.pyproject === null
        ? "there is no pyproject.toml: the build requirements are not declared"
        : "pyproject.toml has no [build-system]: setuptools is assumed, in any version";
    yield { message, location: { file }, subject: "build-system" };
  },
});
