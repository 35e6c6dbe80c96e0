import { describe, expect, test } from "vitest";
import { RULES } from "../../src/check/engine/registry.ts";
import { indexWith } from "../support/index-facts.ts";
import { CASES } from "./cases/all.ts";
import { checkSituation, type Situation } from "./rule-case.ts";
import { needsProcess, testCases } from "./rule-tests.ts";

const same = <T>(value: T): T => value;
const GOOD: readonly (readonly [string, Situation])[] = [
  ["tree, sdist and wheel", { tree: {}, git: {}, wheel: same, sdist: same }],
  ["a tree", { tree: {}, git: {} }],
  ["a wheel", { wheel: same }],
  ["an sdist", { sdist: same }],
];

describe("the good project", () => {
  test.each(GOOD)("of %s has no finding at all", async (_name, situation) => {
    const { findings } = await checkSituation(situation);
    expect(findings).toEqual([]);
  });

  test("lets every rule run when everything is there", async () => {
    const index = indexWith("demo", []);
    const { ran, skipped } = await checkSituation(
      { tree: {}, git: {}, wheel: same, sdist: same, index },
      true,
      ["all"],
    );
    expect(skipped).toEqual([]);
    expect(ran).toEqual(RULES.map((rule) => rule.code));
  });
});

testCases(CASES.filter(needsProcess));
