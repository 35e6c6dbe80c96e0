import { sdistPaths } from "../../views/sdist-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G003: the sdist has no tests. */
export const sdistWithoutTests: Rule = defineRule({
  code: "G003",
  slug: "sdist-without-tests",
  title: "the sdist has no tests",
  severity: "info",
  needs: ["sdist"],
  byDefault: false,
  docs: {
    what: "The sdist has neither a tests folder nor a test_*.py file. Off by default, because backends and maintainers differ about including tests.",
    why: "Distributors run the tests of what they package.",
    fix: "include the tests in the sdist",
    bad: "an sdist with src/ only",
    good: "recursive-include tests *",
    peers: [],
  },
  *check({ sdists }) {
    for (const sdist of sdists) {
      if (
        [...sdistPaths(sdist)].some((path) =>
          /(^|\/)(tests?|testing)\/|(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path),
        )
      )
        continue;
      yield {
        message: `${sdist.fileName} has no tests`,
        location: { file: sdist.fileName },
        subject: sdist.fileName,
      };
    }
  },
});
