import { expect, test } from "vitest";
import { repositoryFiles, repositoryText } from "../support/repository.ts";

const PAGE = repositoryText("docs/explanation/threat-model.md") ?? "";

/** The tests that the rows of the page name: the last cell, between backquotes. */
function namedTests(page: string): readonly string[] {
  return [...page.matchAll(/^\| .+ \| `(.+)` \|$/gm)].map((match) => match[1] ?? "");
}

const SOURCES = repositoryFiles()
  .filter((path) => /^tests\/.*\.test\.ts$/.test(path) && !path.startsWith("tests/meta/"))
  .map((path) => repositoryText(path) ?? "");

/** Whether some test has this title. */
function exists(title: string): boolean {
  return SOURCES.some((text) => text.includes(`"${title}",`));
}

test("each claim of the threat model names a test that exists", () => {
  const named = namedTests(PAGE);
  const rows = PAGE.split("\n").filter((line) => line.startsWith("| ") && !/^\| (claim|---)/.test(line));
  expect(named).toHaveLength(rows.length);
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter((title) => !exists(title))).toEqual([]);
});

test("a claim whose test is gone is found", () => {
  expect(namedTests("| a claim | `a test that nobody wrote` |\n")).toEqual(["a test that nobody wrote"]);
  expect(exists("a test that nobody wrote")).toBe(false);
});
