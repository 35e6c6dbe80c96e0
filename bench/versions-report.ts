import type { Sample } from "./measure.ts";
import { median, pairedRatios } from "./statistics.ts";

/** All that the page of versions is made of. */
export interface VersionResults {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly versions: readonly string[];
  /** By repository. */
  readonly titles: Readonly<Record<string, string>>;
  readonly packages: number;
  readonly commits: number;
  readonly samples: Readonly<Record<string, Readonly<Record<string, readonly Sample[]>>>>;
}

const ROWS: readonly (readonly [string, string])[] = [
  ["ours", "`shipwheel version --compat`"],
  ["setuptools-scm", "`python -m setuptools_scm`"],
  ["dunamai", "`dunamai from git`"],
  ["versioningit", "`versioningit`"],
  ["describe", "`git describe` alone"],
  ["node", "`node -e 0`"],
];

/** CPU against setuptools-scm's, and milliseconds above Node's start and the bare describe. */
const GOALS = { ratio: 0.5, extra: 20, monorepo: 3, next: 1.3 } as const;

/** The page `bench/VERSIONS.md`. */
export function renderVersions(results: VersionResults): string {
  return `# What asking for a version costs

Written by \`npm run bench:versions\` on ${results.date}, commit ${results.commit}. Do not edit.

Machine: ${results.machine}. ${results.versions.join(", ")}.
Whole processes, the rows of a repository in turn, round after round; the first round warms up and is not counted. Medians in milliseconds; a ratio is
taken pair by pair. The Python tools run in environments of their own with their byte code compiled.

${Object.entries(results.titles)
  .map(([id, title]) => section(id, title, results))
  .join("\n")}
${nextSection("next", `The next version after ${results.commits} commits since the last release`, results)}
${nextSection("next-tagged", `The next version after ${results.commits} commits, nearly all of them released`, results)}
${staticSection(results)}
${monorepoSection(results)}`;
}

function section(id: string, title: string, { samples }: VersionResults): string {
  const rows = samples[id] ?? {};
  const ours = rows["ours"] ?? [];
  const lines = ROWS.flatMap(([row, name]) => {
    const each = rows[row];
    if (each === undefined) return [];
    const ratio = row === "ours" ? "1" : median(pairedRatios(ours, each, cpu)).toFixed(2);
    return [`| ${name} | ${milliseconds(each, wall)} | ${milliseconds(each, cpu)} | ${ratio} |`];
  });
  const ratio = median(pairedRatios(ours, rows["setuptools-scm"] ?? [], cpu));
  const floor = middle(rows["node"], cpu) + middle(rows["describe"], cpu);
  const extra = (middle(ours, cpu) - floor) * 1000;
  return `## ${title}

| | wall | CPU | our CPU to it |
| --- | --- | --- | --- |
${lines.join("\n")}

CPU to setuptools-scm's: ${ratio.toFixed(2)} (goal: at most ${GOALS.ratio}, ${met(ratio <= GOALS.ratio)}).
Above \`node -e 0\` and the bare describe: ${extra.toFixed(0)} ms CPU (goal: at most ${GOALS.extra}, ${met(extra <= GOALS.extra)}).
`;
}

function nextSection(id: string, title: string, { samples }: VersionResults): string {
  const rows = samples[id];
  if (rows === undefined) return "";
  const ours = (rows["ours"] ?? []).map((sample) => {
    const node = rows["node"]?.find(({ round }) => round === sample.round);
    return { ...sample, cpu: sample.cpu - (node?.cpu ?? 0) };
  });
  const ratio = median(pairedRatios(ours, rows["log"] ?? [], cpu));
  return `## ${title}

| | wall | CPU |
| --- | --- | --- |
| \`shipwheel version next -q\` | ${milliseconds(rows["ours"] ?? [], wall)} | ${milliseconds(rows["ours"] ?? [], cpu)} |
| \`git log\` | ${milliseconds(rows["log"] ?? [], wall)} | ${milliseconds(rows["log"] ?? [], cpu)} |
| \`node -e 0\` | ${milliseconds(rows["node"] ?? [], wall)} | ${milliseconds(rows["node"] ?? [], cpu)} |

CPU above Node's start to git log's: ${ratio.toFixed(2)} (goal: at most ${GOALS.next}, ${met(ratio <= GOALS.next)}).
`;
}

function staticSection({ samples }: VersionResults): string {
  const rows = samples["static"];
  if (rows === undefined) return "";
  const extra = (middle(rows["ours"], cpu) - middle(rows["node"], cpu)) * 1000;
  return `## A version that pyproject.toml states

| | wall | CPU |
| --- | --- | --- |
| \`shipwheel version\` | ${milliseconds(rows["ours"] ?? [], wall)} | ${milliseconds(rows["ours"] ?? [], cpu)} |
| \`node -e 0\` | ${milliseconds(rows["node"] ?? [], wall)} | ${milliseconds(rows["node"] ?? [], cpu)} |

Above \`node -e 0\`: ${extra.toFixed(0)} ms CPU (goal: at most ${GOALS.extra}, ${met(extra <= GOALS.extra)}).
`;
}

function monorepoSection({ samples, packages, commits }: VersionResults): string {
  const rows = samples["monorepo"];
  if (rows === undefined) return "";
  const [one, all] = [rows["one"] ?? [], rows["all"] ?? []];
  const ratio = median(pairedRatios(all, one, wall));
  return `## A repository of ${packages} packages, ${commits} commits

| | wall | CPU |
| --- | --- | --- |
| one package, its own path | ${milliseconds(one, wall)} | ${milliseconds(one, cpu)} |
| all ${packages}: \`shipwheel version --all\` | ${milliseconds(all, wall)} | ${milliseconds(all, cpu)} |

All to one: ${ratio.toFixed(2)} (goal: less than ${GOALS.monorepo}, ${met(ratio < GOALS.monorepo)}).
`;
}

function wall(sample: Sample): number {
  return sample.wall;
}

function cpu(sample: Sample): number {
  return sample.cpu;
}

function middle(samples: readonly Sample[] | undefined, value: (sample: Sample) => number): number {
  return median((samples ?? []).map(value));
}

function milliseconds(samples: readonly Sample[], value: (sample: Sample) => number): string {
  return (middle(samples, value) * 1000).toFixed(0);
}

function met(isMet: boolean): string {
  return isMet ? "met" : "**missed**";
}
