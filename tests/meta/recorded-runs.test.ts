import { expect, test } from "vitest";

import { RECORDED, recordedRuns, type RecordedRun } from "../../scripts/docs/recorded-runs-page.ts";
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

/** What in a recording is not what today's program shows for its report. */
function differences({ columns, home, text, report }: RecordedRun): readonly string[] {
  const end = renderTextReport({ ...reportOf(), ...report }, makeStyle(false, { columns, home }), {
    verbose: false,
  }).trimEnd();
  if (!text.endsWith(end)) return [end];
  const stages = rehearsalStages.map(({ id, title, phase, headline = false }) => ({
    id,
    title,
    phase,
    headline,
  }));
  const titles = new PhaseBoard(stages).phases(0).map(({ title }) => title);
  const phases = text.slice(0, -end.length).trimEnd().split("\n");
  const shown = phases.map((line) => line.split(/ +/)[1]);
  return [
    ...(shown.join() === titles.join() ? [] : [shown.join()]),
    ...phases.filter((line) => textWidth(line) > columns),
  ];
}

test.each(RUNS)("$state on $columns columns has today's form; else: npm run record", (run) => {
  expect(differences(run)).toEqual([]);
});

// As the first one was, whose paths were shortened and whose lines were longer than any terminal.
test.each<[string, (text: string) => string]>([
  ["a path that was shortened by hand", (text) => text.replace(/~\/\.local\S+/, "~/report.html")],
  ["a line that was left out", (text) => text.replace(/^.*Publish.*\n/m, "")],
  ["a word that was made nicer", (text) => text.replace(/(?:PASSED|FAILED): /, "")],
  [
    "a line that no terminal showed so",
    (text) => text.replace(/^(.*Build.*)$/m, `$1${" and so on".repeat(12)}`),
  ],
])("a recording that was edited is found: %s", (_, edit) => {
  for (const run of RUNS) {
    expect(edit(run.text)).not.toBe(run.text);
    expect(differences({ ...run, text: edit(run.text) })).not.toEqual([]);
  }
});

test("the narrow ones are in the README, the wide ones on their page", () => {
  for (const { columns, text } of RUNS) {
    const page = repositoryText(columns === 80 ? "README.md" : "docs/recorded-runs.md");
    expect(page, RECORDED).toContain(text);
  }
});
