import { expect, test } from "vitest";
import { judgeTests } from "../../../src/verify/scenarios/judge-tests.ts";

const suite = (tests: number, failures = 0, errors = 0, skipped = 0): string =>
  `<?xml version="1.0"?><testsuites><testsuite name="pytest" errors="${errors}" failures="${failures}" skipped="${skipped}" tests="${tests}" time="0.1"></testsuite></testsuites>`;
const IN = { demo: "/env/site/demo/__init__.py" };

test.each<readonly [number | null, string, Readonly<Record<string, string | null>>, string | null]>([
  [0, suite(3), IN, null],
  [0, suite(3, 0, 0, 2), IN, null],
  [0, suite(3, 0, 0, 3), IN, "all 3 were skipped"],
  [0, suite(0), IN, "no test was collected"],
  [5, "", {}, "no test was collected"],
  [1, suite(3, 1), IN, "1 of 3 failed"],
  [2, suite(1, 0, 1), IN, "1 of 1 failed"],
  [4, "", {}, "pytest exits with 4"],
  [null, "", {}, "they did not end"],
  [
    0,
    suite(1),
    { demo: "/tree/demo/__init__.py" },
    "they import demo from /tree/demo/__init__.py, not the installed one",
  ],
  [0, suite(1), { space: null }, null],
])("pytest exits with %j and leaves %j: %j %j", (status, junit, seen, problem) => {
  expect(judgeTests({ status, junit, seen, sitePackages: ["/env/site"] }).problem).toBe(problem);
});
