import { memberPath } from "../../views/metadata-view.ts";
import { installedFiles } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L009: tests are installed with the package. */
export const testsInPackage: Rule = defineRule({
  code: "L009",
  slug: "tests-in-package",
  title: "tests are installed with the package",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "A package in the wheel contains a tests folder.",
    why: "Many projects do so on purpose, but it makes every installation larger, and test data can contain private data.",
    fix: "move the tests out of the package, or ignore this finding",
    bad: "good_pkg/tests/test_it.py",
    good: "tests/test_it.py in the repository only",
    peers: ["check-wheel-contents:W005"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const found = installedFiles(wheel).filter(({ path }) => /^[^/]+\/(.*\/)?tests?\//.test(path));
      const [first] = found;
      if (first === undefined) continue;
      const size = found.reduce((sum, file) => sum + file.size, 0);
      const folder = /^.*?\/tests?(?=\/)/.exec(first.path)?.[0] ?? first.path;
      yield {
        message: `${wheel.fileName} contains ${found.length} test files (${Math.ceil(size / 1024)} KiB), for example in ${folder}`,
        location: { file: memberPath(wheel, first.member) },
        subject: wheel.fileName,
      };
    }
  },
});
