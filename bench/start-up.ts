/**
 * What it costs to begin: whole processes in turn, beside an earlier state, and writes bench/START-UP.md.
 * npm run bench:start-up -- [--rounds 15] [--earlier DIR] [--commit NAME] [--wheel FILE]
 * `--earlier`: a built `dist` of an earlier state, made by its own scripts/build.ts, and `--commit` its name; `--wheel`: a
 * wheel that is checked.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { cleanEnvironment, measure, type Sample } from "./measure.ts";
import { median, pairedRatios } from "./statistics.ts";

const ROOT = join(import.meta.dirname, "..");
const MOST_TO_FIRST_LINE = 0.3;
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    earlier: { type: "string" },
    commit: { type: "string", default: "an earlier state" },
    wheel: { type: "string" },
  },
});

interface Row {
  readonly title: string;
  readonly args: readonly string[];
  readonly isToFirstLine?: boolean;
}

const work = mkdtempSync(join(tmpdir(), "start-up-"));
const project = join(work, "alpha");
cpSync(join(import.meta.dirname, "projects", "alpha"), project, { recursive: true });
const env = {
  ...cleanEnvironment({}),
  HOME: work,
  XDG_CACHE_HOME: join(work, "cache"),
  XDG_STATE_HOME: join(work, "state"),
  TERM: "xterm",
};
const wheel = options.wheel === undefined ? [] : [resolve(options.wheel)];
const ROWS: readonly Row[] = [
  { title: "`--version`", args: ["--version"] },
  { title: "`--help`", args: ["--help"] },
  ...wheel.map((file) => ({ title: `\`check\` of ${basename(file)}`, args: ["check", "--offline", file] })),
  { title: "`check` of the bench's project alpha", args: ["check", "--offline", project] },
  ...["rehearse", "check", "release"].map((command) => ({
    title: `first line of \`${command}\``,
    args: [command, project],
    isToFirstLine: true,
  })),
];
const earlier = options.earlier === undefined ? null : resolve(options.earlier);

/** One process of a row; what it finds is not judged. */
function sample(dist: string, { args, isToFirstLine = false }: Row, round: number): Sample {
  const argv = [process.execPath, join(dist, "cli", "main.cjs"), ...args];
  const cost = measure(
    { name: "start-up", argv, cwd: work, env, work: join(work, "reports"), isToFirstLine },
    round,
  );
  return { ...cost, status: 0 };
}

const [before = 0] = loadavg();
const samples = ROWS.map((row) => ({ row, now: [] as Sample[], was: [] as Sample[] }));
for (let round = 0; round <= Number(options.rounds); round++) {
  for (const { row, now, was } of samples) {
    const own = sample(join(ROOT, "dist"), row, round);
    const other = earlier === null || row.isToFirstLine === true ? null : sample(earlier, row, round);
    // The first round warms caches.
    if (round === 0) continue;
    now.push(own);
    if (other !== null) was.push(other);
  }
}
rmSync(work, { recursive: true, force: true });

const ms = (values: readonly number[]): string =>
  values.length === 0 ? "" : (median(values) * 1000).toFixed(0);
const lines = samples.map(({ row, now, was }) => {
  const ratios = pairedRatios(now, was, ({ cpu }) => cpu);
  const fastest = Math.min(...now.map(({ wall }) => wall));
  const goal =
    row.isToFirstLine === true ? (fastest <= MOST_TO_FIRST_LINE ? "within 300 ms" : "**over 300 ms**") : "";
  const cells = [
    row.title,
    ms(now.map(({ cpu }) => cpu)),
    ms([Math.min(...now.map(({ cpu }) => cpu))]),
    ms(was.map(({ cpu }) => cpu)),
    was.length === 0 ? "" : ms([Math.min(...was.map(({ cpu }) => cpu))]),
    ratios.length === 0 ? "" : median(ratios).toFixed(2),
    ms(now.map(({ wall }) => wall)),
    ms([fastest]),
    goal,
  ];
  return `| ${cells.join(" | ")} |`;
});
writeFileSync(
  join(import.meta.dirname, "START-UP.md"),
  `<!-- Written by npm run bench:start-up; do not edit. -->

# What it costs to begin

Whole processes in turn, ${options.rounds} rounds after one that warms, milliseconds. CPU is user and system time; the fastest run beside
the median is the one that other work on the machine disturbs least. The ratio is taken pair by pair, and its median is shown. Earlier: commit
${options.commit}, with the rules that it had. The first line is what a terminal is sent; the command is killed then. Node ${process.version.slice(1)}; the machine's load was
${before.toFixed(1)} before and ${loadavg()[0]?.toFixed(1)} after: above 2, wall time says more about the machine than about the program.

| what | CPU, median | fastest | earlier: CPU, median | fastest | CPU, times earlier | wall, median | fastest | goal |
| --- | --: | --: | --: | --: | --: | --: | --: | --- |
${lines.join("\n")}
`,
);
