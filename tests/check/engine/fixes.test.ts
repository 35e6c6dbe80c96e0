import { expect, test } from "vitest";
import { RULES } from "../../../src/check/engine/registry.ts";
import { needsProcess } from "../rule-tests.ts";
import { FIXABLE, testFixes } from "./fix-tests.ts";

testFixes(FIXABLE.filter((each) => !needsProcess(each)));

test("every rule that says that it can fix has a case in which it does", () => {
  const claimed = RULES.filter((rule) => rule.fix !== null).map((rule) => rule.code);
  expect(claimed.filter((code) => !FIXABLE.some((each) => each.code === code))).toEqual([]);
});
