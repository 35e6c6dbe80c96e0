import { expect, test } from "vitest";
import { RULES } from "../../src/check/engine/registry.ts";
import { CASES } from "./cases/all.ts";
import { needsProcess, testCases } from "./rule-tests.ts";

/** Rules that cannot fire here, and where they are tested. */
const ELSEWHERE: Readonly<Record<string, string>> = { F001: "tests/check/engine/pyproject-fault.test.ts" };

testCases(CASES.filter((each) => !needsProcess(each)));

test("every rule has a case in which it fires", () => {
  const covered = new Set([...CASES.map((each) => each.code), ...Object.keys(ELSEWHERE)]);
  expect(RULES.map((rule) => rule.code).filter((code) => !covered.has(code))).toEqual([]);
});

test("the registry is sorted, and codes and slugs are unique", () => {
  const codes = RULES.map((rule) => rule.code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(new Set(RULES.map((rule) => rule.slug)).size).toBe(RULES.length);
});

test("the documentation of every rule is complete", () => {
  for (const { code, docs, title } of RULES) {
    for (const text of [title, docs.what, docs.why, docs.fix, docs.bad, docs.good]) {
      expect(text.trim(), code).not.toBe("");
    }
  }
});

test("rules about workflows are hygiene, but for those without which nothing is published, or nothing is tried", () => {
  const workflow = RULES.filter((rule) => rule.family === "W" && rule.scope === "release");
  expect(workflow.map(({ code }) => code)).toEqual([
    "W002",
    "W010",
    "W014",
    "W018",
    "W019",
    "W023",
    "W024",
    "W031",
    "W033",
    "W034",
    "W035",
    "W039",
    "W040",
  ]);
  const others = RULES.filter((rule) => rule.family !== "W" && rule.scope === "hygiene");
  expect(others.filter((rule) => rule.severity === "error")).toEqual([]);
});
