import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { REPOSITORY, repositoryFiles, repositoryText } from "../support/repository.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Day of the commit that is checked: no verdict depends on the day of the run. */
const committed = execFileSync("git", ["log", "-1", "--format=%cs"], {
  cwd: REPOSITORY,
  encoding: "utf8",
}).trim();

const tables = repositoryFiles().filter(
  (path) => /^src\/.*\.json$/.test(path) && repositoryText(path) !== null,
);

/** What is wrong with the head of a table on a day; null when nothing is. */
function complaint(text: string, day: string): string | null {
  const { asOf, source, maxAgeDays } = JSON.parse(text) as Record<string, unknown>;
  if (typeof asOf !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return "asOf is no date";
  if (typeof source !== "string" || source === "") return "source says nothing";
  if (typeof maxAgeDays !== "number") return "maxAgeDays is no number";
  const age = Math.round((Date.parse(day) - Date.parse(asOf)) / DAY);
  return age <= maxAgeDays ? null : `${age} days old, at most ${maxAgeDays}: refresh it from ${source}`;
}

test("every table says from when and where it is, and is young enough", () => {
  expect(tables.length).toBeGreaterThan(10);
  const complaints = tables.map((path) => [path, complaint(repositoryText(path) ?? "", committed)]);
  expect(complaints.filter(([, text]) => text !== null)).toEqual([]);
});

test.each([
  ["asOf is no date", { source: "x", maxAgeDays: 1 }],
  ["asOf is no date", { asOf: "2026-11", source: "x", maxAgeDays: 1 }],
  ["source says nothing", { asOf: "2026-11-20", maxAgeDays: 1 }],
  ["maxAgeDays is no number", { asOf: "2026-11-20", source: "x" }],
  ["3 days old, at most 2: refresh it from x", { asOf: "2026-11-20", source: "x", maxAgeDays: 2 }],
  [null, { asOf: "2026-11-20", source: "x", maxAgeDays: 3 }],
])("says %j of a planted table", (expected, head) => {
  expect(complaint(JSON.stringify(head), "2026-11-23")).toBe(expected);
});
