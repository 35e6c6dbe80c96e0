import { expect, test } from "vitest";
import { plantedAnswers, plantedBugs } from "../../scripts/planted-bugs.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import { STAGE_RULES } from "../../src/explain/stage-rules.ts";

const bugs = plantedBugs();
const answers = plantedAnswers();

test("all 24 planted bugs are named, each by a rule that is about it", () => {
  expect(bugs).toHaveLength(24);
  for (const bug of bugs) {
    const answer = answers.find((each) => each.id === bug.id);
    expect(bug.names, bug.id).toContain(answer?.rule);
  }
});

test("every rule that names one exists", () => {
  const rules = new Map([...RULES, ...STAGE_RULES].map((rule) => [rule.code, rule]));
  for (const { id, rule } of answers) expect(rules.has(rule ?? ""), id).toBe(true);
});
