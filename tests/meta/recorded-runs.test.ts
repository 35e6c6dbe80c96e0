import { expect, test } from "vitest";

import { RECORDED, recordedRuns } from "../../scripts/docs/recorded-runs-page.ts";
import { PhaseBoard } from "../../src/cli/render/phase-board.ts";
import { renderTextReport } from "../../src/cli/render/report-text.ts";
import { makeStyle } from "../../src/cli/render/style.ts";
import { rehearsalStages } from "../../src/rehearse/stages.ts";
import { textWidth } from "../../src/cli/render/width.ts";
import { reportOf } from "../support/run-report.ts";
import { repositoryText } from "../support/repository.ts";

const RUNS = recordedRuns();

test("a failing and a passing run, on 80 and on 120 columns", () => {
  expect(RUNS.map(({ columns, report }) => `${columns} ${report.verdict}`)).toEqual([
    "80 red",
    "80 green",
    "120 red",
    "120 green",
  ]);
});

test.each(RUNS)("$state on $columns columns has today's form; else: npm run record", (run) => {
  const { columns, home, text, report } = run;
  const end = renderTextReport({ ...reportOf(), ...report }, makeStyle(false, { columns, home }), {
    verbose: false,
  }).trimEnd();
  expect(text.endsWith(end), end).toBe(true);
  const stages = rehearsalStages.map(({ id, title, phase, headline = false }) => ({
    id,
    title,
    phase,
    headline,
  }));
  const titles = new PhaseBoard(stages).phases(0).map(({ title }) => title);
  const phases = text.slice(0, -end.length).trimEnd().split("\n");
  expect(phases.map((line) => line.split(/ +/)[1])).toEqual(titles);
  expect(phases.filter((line) => textWidth(line) > columns)).toEqual([]);
});

test("the narrow ones are in the README, the wide ones on their page", () => {
  for (const { columns, text } of RUNS) {
    const page = repositoryText(columns === 80 ? "README.md" : "docs/recorded-runs.md");
    expect(page, RECORDED).toContain(text);
  }
});
