import { expect, test } from "vitest";
import { CASES } from "../check/cases/all.ts";
import { PUBLIC_REPORTS, type PublicReport } from "../support/public-reports.ts";
import { repositoryFiles, repositoryText } from "../support/repository.ts";

const SOURCES = repositoryFiles()
  .filter((path) => /^tests\/.*\.test\.ts$/.test(path) && !path.startsWith("tests/meta/"))
  .map((path) => repositoryText(path) ?? "");

const RULES = new Set(CASES.map(({ code }) => code));

const WANTED = [
  ...Array.from({ length: 37 }, (_, at) => String(at + 1)),
  ...Array.from({ length: 10 }, (_, at) => `T${at + 1}`),
];

/** Reports that no test holds: those without one, and those whose test is gone. */
function unheld(reports: readonly PublicReport[]): readonly string[] {
  const rows = new Map(reports.map((report) => [report.id, report.tests]));
  return WANTED.flatMap((id) => {
    const tests = rows.get(id) ?? [];
    if (tests.length === 0) return `${id}: no test`;
    return tests.filter((title) => !isTest(title)).map((title) => `${id}: ${title}`);
  });
}

function isTest(title: string): boolean {
  return /^[A-Z]\d{3}$/.test(title) ? RULES.has(title) : SOURCES.some((text) => text.includes(`"${title}",`));
}

test("every report that was rebuilt, and every attack, names tests that exist", () => {
  expect(unheld(PUBLIC_REPORTS)).toEqual([]);
  expect(PUBLIC_REPORTS.map(({ id }) => id)).toEqual(WANTED);
});

test("a row without a test is found, and one whose test is gone", () => {
  const [first, second, ...rest] = PUBLIC_REPORTS as [PublicReport, PublicReport, ...PublicReport[]];
  expect(unheld([{ ...first, tests: [] }, { ...second, tests: ["nobody wrote this"] }, ...rest])).toEqual([
    "1: no test",
    "2: nobody wrote this",
  ]);
});
