import { sdistPaths } from "../../views/sdist-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G009: the sdist contains neither pyproject.toml nor setup.py. */
export const sdistCannotBeBuilt: Rule = defineRule({
  code: "G009",
  slug: "sdist-cannot-be-built",
  title: "the sdist contains neither pyproject.toml nor setup.py",
  severity: "error",
  needs: ["sdist"],
  docs: {
    what: "Nothing in the sdist says how to build it.",
    why: "pip rejects it: \"does not appear to be a Python project: neither 'setup.py' nor 'pyproject.toml' found\".",
    fix: "include pyproject.toml; build the sdist with a backend",
    bad: "demo-1.0/demo/__init__.py, demo-1.0/PKG-INFO",
    good: "demo-1.0/pyproject.toml",
    peers: ["pyroma:MissingBuildSystem", "pip"],
  },
  *check({ sdists }) {
    for (const sdist of sdists) {
      // An archive that cannot be read has a rule of its own.
      if (sdist.metadata === null || sdist.entries.length === 0) continue;
      const paths = sdistPaths(sdist);
      if (paths.has("pyproject.toml") || paths.has("setup.py")) continue;
      yield {
        message: `${sdist.fileName} contains neither pyproject.toml nor setup.py`,
        location: { file: sdist.fileName },
        subject: sdist.fileName,
      };
    }
  },
});
