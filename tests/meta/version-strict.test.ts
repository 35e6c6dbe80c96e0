import { expect, test } from "vitest";
import { repositoryText } from "../support/repository.ts";

function codes(text: string | null, pattern: RegExp): readonly string[] {
  return [...new Set([...(text ?? "").matchAll(pattern)].map((match) => match[1] ?? ""))].toSorted();
}

test("the table of strict and compat names every rule that strict mode tells, and no other", () => {
  const told = codes(repositoryText("src/versioning/strict.ts"), /rule: "([A-Z]\d{3})"/gu);
  expect(told.length).toBeGreaterThan(8);
  expect(codes(repositoryText("docs/reference/version-strict.md"), /\[([A-Z]\d{3})\]/gu)).toEqual(told);
});
