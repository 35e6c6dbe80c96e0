import type { Sample } from "./measure.ts";
import { median, pairedRatios } from "./statistics.ts";

/** All samples: `samples[project][row]`. */
export type Samples = Readonly<Record<string, Readonly<Record<string, readonly Sample[]>>>>;

/** A goal of the project with what was measured for it; `met` is null when it was not measured. */
export interface GoalResult {
  readonly title: string;
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean | null;
}

const FASTER: readonly (readonly [string, number])[] = [
  ["pip", 8],
  ["uv", 3.5],
  ["uv-short", 1.7],
];
const AT_MOST_OF_FLOOR = 1.25;
const AT_MOST_OF_COLD_UV = 0.6;
const AT_MOST_OF_NODE = 1.5;
const MOST_MEGABYTES = 150;
const REHEARSALS = ["alpha", "beta", "gamma"];

/** Every goal, judged on wall time, pair by pair. */
export function judgeGoals(samples: Samples): readonly GoalResult[] {
  const rows = REHEARSALS.filter((project) => project in samples);
  return [
    ...rows.flatMap((project) => rehearsalGoals(project, samples[project] ?? {})),
    atMost(
      "alpha, cold caches, set-up included: ours / uv pipeline",
      AT_MOST_OF_COLD_UV,
      samples["alpha"],
      "ours-cold",
      "uv-cold",
    ),
    atMost("`shipwheel --version` / `node -e 0`", AT_MOST_OF_NODE, samples["start-up"], "version", "node"),
    memoryGoal(
      "peak memory of our own process, rehearsals of the bench projects",
      rows.flatMap((p) => samples[p]?.["ours"] ?? []),
    ),
    memoryGoal("peak memory of our own process, a 100 MB wheel", samples["heavy"]?.["ours"] ?? []),
  ];
}

function rehearsalGoals(
  project: string,
  rows: Readonly<Record<string, readonly Sample[]>>,
): readonly GoalResult[] {
  const faster = FASTER.map(([row, least]): GoalResult => {
    const ratio = median(pairedRatios(rows[row] ?? [], rows["ours"] ?? []));
    return {
      title: `${project}: ${row} / ours`,
      goal: `at least ${least.toFixed(2)}`,
      measured: Number.isNaN(ratio) ? "not measured" : ratio.toFixed(2),
      met: Number.isNaN(ratio) ? null : ratio >= least,
    };
  });
  return [...faster, atMost(`${project}: ours / lean floor`, AT_MOST_OF_FLOOR, rows, "ours", "lean")];
}

function atMost(
  title: string,
  most: number,
  rows: Readonly<Record<string, readonly Sample[]>> | undefined,
  upper: string,
  lower: string,
): GoalResult {
  const ratio = median(pairedRatios(rows?.[upper] ?? [], rows?.[lower] ?? []));
  const known = !Number.isNaN(ratio);
  return {
    title,
    goal: `at most ${most.toFixed(2)}`,
    measured: known ? ratio.toFixed(2) : "not measured",
    met: known ? ratio <= most : null,
  };
}

function memoryGoal(title: string, samples: readonly Sample[]): GoalResult {
  const peaks = samples.flatMap((sample) =>
    sample.status === 0 && sample.peak !== undefined ? [sample.peak] : [],
  );
  const known = peaks.length > 0;
  const peak = Math.max(...peaks);
  return {
    title,
    goal: `under ${MOST_MEGABYTES} MB`,
    measured: known ? `${peak.toFixed(0)} MB` : "not measured",
    met: known ? peak < MOST_MEGABYTES : null,
  };
}
