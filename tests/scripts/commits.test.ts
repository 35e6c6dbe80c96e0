import { expect, test } from "vitest";
import { commitProblem } from "../../scripts/commits.ts";

test.each([
  "fix(check): a module that imports was not left out of the wheel",
  "feat!: one plan for a release\n\nWhy it is so.",
  `docs: ${"x".repeat(66)}`,
])("%s", (message) => {
  expect(commitProblem(message)).toBeNull();
});

test.each([
  ["one plan for a release", "is not of the form"],
  ["fix: ", "is not of the form"],
  ["fix:no blank", "is not of the form"],
  ["fixed: the plan", "has the type fixed"],
  [`docs: ${"x".repeat(67)}`, "is 73 characters long"],
])("%s", (message, problem) => {
  expect(commitProblem(message)).toContain(problem);
});
