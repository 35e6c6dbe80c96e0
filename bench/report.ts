import { FLAVOURS } from "./flavours.ts";
import { judgeGoals, type Samples } from "./goals.ts";
import type { Sample } from "./measure.ts";
import { median, pairedRatios } from "./statistics.ts";

/** Everything that `bench/results.json` holds. */
export interface Results {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly samples: Samples;
}

const TITLES: Readonly<Record<string, string>> = {
  alpha: "alpha: hatchling, three dependencies, a console script",
  beta: "beta: setuptools and setuptools-scm, 31 commits, three dependencies",
  gamma: "gamma: the sdist of black, about 500 files, hatchling with two plug-ins",
  "start-up": "Start-up",
  heavy: "A wheel of 100 MB",
};
const ROW_TITLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FLAVOURS.map(({ id, title }) => [id, title])),
  "ours-cold": "ours, cold caches (uv is there, as for the opponent)",
  "uv-cold": "uv pipeline, cold caches, set-up of its tools included",
  node: "`node -e 0`",
  version: "`shipwheel --version`",
  help: "`shipwheel --help`",
};

/** The page `bench/RESULTS.md`. */
export function renderReport(results: Results): string {
  const versions = Object.entries(results.versions).map(([name, version]) => `${name} ${version}`);
  return `# What a rehearsal costs

What asking for a version costs is on [a page of its own](VERSIONS.md).

Written by \`npm run bench\` on ${results.date}, commit ${results.commit}. Do not edit.

Machine: ${results.machine}. ${versions.join(", ")}.
Whole processes, the rows of a project in turn, round after round; the first round warms up and is not counted. A ratio is taken pair by pair,
round by round, and the median of the ratios is shown. \`load\` is the machine's one-minute load right before a run: wall time above a load
of the number of cores says more about the machine than about the program. The opponents' time is the sum of their steps: their clone of the
project is not held against them. CPU holds all children that were waited for.

What is the same and what is not: the opponents install three times (the wheel's file, the sdist's file, back from their index) and then import one package and run one
script with \`--help\` each time. Ours installs twice, both times from the index, the wheel and (forced) the sdist, imports every module, loads every entry point, runs every script, and compares
what was installed byte by byte with what was rehearsed; where two environments hold the same bytes, it imports once. Its checks run inside the program, so pyroma, check-manifest and
the like are not called; the lean floor does not call them either. Everybody has the same uv and warm caches of their own (ours keeps the byte code of equal environments there, too; the cold row begins with none), and \`PYTHONDONTWRITEBYTECODE\` is unset.

## Goals

| what | goal | measured | |
| --- | --- | --- | --- |
${judgeGoals(results.samples)
  .map(
    ({ title, goal, measured, met }) =>
      `| ${title} | ${goal} | ${measured} | ${met === null ? "-" : met ? "met" : "**missed**"} |`,
  )
  .join("\n")}

${Object.entries(results.samples)
  .map(([project, rows]) => section(project, rows))
  .join("\n")}`;
}

function section(project: string, rows: Readonly<Record<string, readonly Sample[]>>): string {
  const base = project === "start-up" ? "node" : "ours";
  const reference = rows[base] ?? [];
  const lines = Object.entries(rows).map(([row, samples]) =>
    line(row, samples, referenceFor(row, rows) ?? reference),
  );
  return `## ${TITLES[project] ?? project}

| row | wall s, median (min-max) | CPU s, median | times ${base === "ours" ? "ours" : "node"}, wall | times, CPU | own peak MB | load | runs |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}

/** A cold row is compared with our cold row. */
function referenceFor(
  row: string,
  rows: Readonly<Record<string, readonly Sample[]>>,
): readonly Sample[] | undefined {
  return row.endsWith("-cold") ? rows["ours-cold"] : undefined;
}

function line(row: string, samples: readonly Sample[], reference: readonly Sample[]): string {
  const good = samples.filter((sample) => sample.status === 0);
  const walls = good.map((sample) => sample.wall);
  const peaks = good.flatMap((sample) => sample.peak ?? []);
  const loads = samples.map((sample) => sample.load);
  const failures = samples.length - good.length;
  const cells = [
    ROW_TITLES[row] ?? row,
    good.length === 0
      ? "failed"
      : `${seconds(median(walls))} (${seconds(Math.min(...walls))}-${seconds(Math.max(...walls))})`,
    good.length === 0 ? "-" : seconds(median(good.map((sample) => sample.cpu))),
    ratio(pairedRatios(samples, reference)),
    ratio(pairedRatios(samples, reference, (sample) => sample.cpu)),
    peaks.length === 0 ? "-" : Math.max(...peaks).toFixed(0),
    `${Math.min(...loads).toFixed(1)}-${Math.max(...loads).toFixed(1)}`,
    failures === 0 ? String(samples.length) : `${samples.length}, ${failures} failed`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function seconds(value: number): string {
  return value < 1 ? value.toFixed(3) : value.toFixed(2);
}

function ratio(ratios: readonly number[]): string {
  return ratios.length === 0 ? "-" : median(ratios).toFixed(2);
}
