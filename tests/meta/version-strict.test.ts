import { expect, test } from "vitest";
import * as rules from "../../src/versioning/version-rules.ts";
import { repositoryText } from "../support/repository.ts";

/** What `version check` tells of copies and metadata has no mode. */
const WITHOUT_MODE: ReadonlySet<string> = new Set(["G005", "G008", "G016"]);

test("the table of strict and compat names every rule that strict mode tells, and no other", () => {
  const told = Object.values(rules).flatMap(({ name: { code } }) => (WITHOUT_MODE.has(code) ? [] : [code]));
  expect(told.length).toBeGreaterThan(8);
  const page = repositoryText("docs/reference/version-strict.md") ?? "";
  const named = [...page.matchAll(/\[([A-Z]\d{3})\]/gu)].map((match) => match[1] ?? "");
  expect([...new Set(named)].toSorted()).toEqual(told.toSorted());
});
