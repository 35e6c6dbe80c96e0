import { expect, test } from "vitest";
import { repositoryText } from "../support/repository.ts";
import { testTitles } from "../support/test-titles.ts";

/** What the first users reported, by the number of the report, and the test that holds it. */
interface Row {
  readonly row: string;
  readonly what: string;
  readonly file: string;
  readonly test: string;
}

const ROWS = JSON.parse(repositoryText("tests/cases/reported-use/rows.json") ?? "[]") as readonly Row[];
const REPORTS = 31;

/** Rows whose file has no test, or no group of tests, of that title. */
function untested(rows: readonly Row[]): readonly string[] {
  return rows
    .filter(({ file, test: title }) => !testTitles(file).includes(title))
    .map(({ row, file, test: title }) => `${row}: ${file}: ${title}`);
}

test("every report of the first users has a test", () => {
  const reported = new Set(ROWS.map(({ row }) => row));
  const missing = Array.from({ length: REPORTS }, (_, at) => `A${at + 1}`).filter(
    (row) => !reported.has(row),
  );
  expect(missing).toEqual([]);
  expect(untested(ROWS)).toEqual([]);
});

test("a test that was renamed, and a title that is only mentioned, are seen", () => {
  const [row] = ROWS;
  if (row === undefined) throw new Error("no rows");
  expect(untested([{ ...row, test: `${row.test} now` }])).toHaveLength(1);
  expect(untested([{ ...row, file: "tests/cases/reported-use/rows.json" }])).toHaveLength(1);
});
