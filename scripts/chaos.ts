/**
 * Releases under every single trouble and under thousands of random schedules of several, the same command again until
 * it is done, and writes what came of it: docs/reference/chaos.md. Ends with 1 when anything was that must not be.
 * Usage: node scripts/chaos.ts [--seeds 2000] [--from 0] [--dry-run]
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { converge, type Converged } from "../tests/chaos/converge.ts";
import { faultsOf, randomSchedule, singleFault, type Point } from "../tests/chaos/faults.ts";
import { SHAPES } from "../tests/chaos/shapes.ts";
import { template, type Template } from "../tests/chaos/template.ts";
import { world } from "../tests/chaos/world.ts";

/** What a number of schedules came to. */
interface Tally {
  schedules: number;
  troubles: number;
  /** How many ended with their first run, their second … */
  readonly runs: Map<number, number>;
  readonly violations: string[];
}

const PAGE = join(import.meta.dirname, "..", "docs", "reference", "chaos.md");

function add(tally: Tally, title: string, { runs, met, violations }: Converged): void {
  tally.schedules += 1;
  tally.troubles += met.length;
  tally.runs.set(runs, (tally.runs.get(runs) ?? 0) + 1);
  for (const each of violations) {
    tally.violations.push(`${title}: ${each}`);
    process.stderr.write(`VIOLATION ${title}: ${each}\n  met: ${met.join("; ")}\n`);
  }
}

function emptyTally(): Tally {
  return { schedules: 0, troubles: 0, runs: new Map(), violations: [] };
}

async function undisturbed(given: Template): Promise<readonly Point[]> {
  await using it = await world(given);
  const { points } = await it.run(() => null, 0);
  return points;
}

/** Killed at every point, and ended by a machine that has nothing but the repository. */
async function everyKill(given: Template, points: readonly Point[]): Promise<Tally> {
  const tally = emptyTally();
  for (const [at, point] of points.entries()) {
    for (const fault of faultsOf(point).filter((name) => name.startsWith("kill"))) {
      const title = `${given.shape.is}, point ${at + 1} (${point.kind} ${point.what}), ${fault}, fresh machine`;
      add(tally, title, await converge(given, singleFault(at, fault), 1, "fresh"));
    }
  }
  return tally;
}

async function everySingle(given: Template, points: readonly Point[]): Promise<Tally> {
  const tally = emptyTally();
  for (const [at, point] of points.entries()) {
    for (const fault of faultsOf(point)) {
      const title = `${given.shape.is}, point ${at + 1} (${point.kind} ${point.what}), ${fault}`;
      add(tally, title, await converge(given, singleFault(at, fault), 1));
    }
  }
  return tally;
}

/** Seeds take their turns at the shapes. */
async function byChance(all: readonly Template[], from: number, seeds: number): Promise<readonly Tally[]> {
  const tallies = all.map(emptyTally);
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { schedule, runs } = randomSchedule(seed);
    const turn = seed % all.length;
    const [given, tally] = [all[turn], tallies[turn]];
    if (given === undefined || tally === undefined) continue;
    add(tally, `seed ${seed}, ${given.shape.is}`, await converge(given, schedule, runs));
    if ((seed - from) % 100 === 99) process.stderr.write(`${seed - from + 1} of ${seeds} seeds\n`);
  }
  return tallies;
}

/** What came of one shape. */
interface Outcome {
  readonly is: string;
  readonly points: readonly Point[];
  readonly singles: Tally;
  readonly fresh: Tally;
  readonly random: Tally;
}

function page(outcomes: readonly Outcome[], from: number, seeds: number): string {
  const kinds = new Map<string, { times: number[]; faults: readonly string[] }>();
  for (const [at, { points }] of outcomes.entries()) {
    for (const point of points) {
      const key = `${point.kind}: ${point.what}`;
      const known = kinds.get(key) ?? { times: outcomes.map(() => 0), faults: faultsOf(point) };
      known.times[at] = (known.times[at] ?? 0) + 1;
      kinds.set(key, known);
    }
  }
  const row = (title: string, { schedules, troubles, runs, violations }: Tally): string => {
    const counted = [1, 2, 3, 4].map((count) => runs.get(count) ?? 0);
    const more = [...runs].filter(([count]) => count > 4).reduce((sum, [, count]) => sum + count, 0);
    return `| ${title} | ${[schedules, troubles, ...counted, more, violations.length].join(" | ")} |`;
  };
  return [
    "<!-- Written by scripts/chaos.ts (npm run chaos); do not edit. -->",
    "",
    "# A release under every trouble",
    "",
    "Releases of one sdist and four wheels are made by the real pipeline, with the rehearsal's index, a GitHub or a GitLab, a",
    "Sigstore and real git. Every request, every tag and push, and every entry of the journal is a point at which something",
    "can go wrong: the answer is an error before or after the work was done, the connection is cut, a limit is reached, an",
    "answer is cut off, a page is old, the disk is full, half a line is written, the process is killed. After whatever",
    "end the same command runs again, on the same machine or on one that has nothing but the repository: it takes the files",
    "from the release on the repository host when they are there, and its own builds would have other bytes.",
    "",
    `Schedules of several troubles are those of the seeds ${from} to ${from + seeds - 1}, which take their turns at the releases: a seed repeats its schedule (\`node scripts/chaos.ts --from SEED --seeds 1 --dry-run\`).`,
    "",
    "| release | points |",
    "| --- | --- |",
    ...outcomes.map(({ is, points }) => `| ${is} | ${points.length} |`),
    "",
    "| schedules | number | troubles met | done by the 1st run | 2nd | 3rd | 4th | later | violations |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...outcomes.flatMap(({ is, singles, fresh, random }) => [
      row(`one trouble, all of them, ${is}`, singles),
      row(`killed at every point, ended by a fresh machine, ${is}`, fresh),
      row(`several by chance, ${is}`, random),
    ]),
    "",
    "What must hold after every run, however it ended:",
    "",
    "- no file on the index that is not ours, none stored twice;",
    "- one release is announced at most, never before every file is on the index, and with every file and `SHA256SUMS`;",
    "- exit 0 only when the index's own page was seen to show every file with our digest, the release is announced, and",
    "  the tag is here and at the remote, on its commit, and no other;",
    "- every file that was to be attested is shown with its provenance;",
    "- the journal's chain holds; no token is in the journal or in anything that was said;",
    "- the first run that meets no trouble ends the work, leaves no draft, and the command after it does nothing.",
    "",
    "## Points and troubles",
    "",
    "The columns are the releases, in the order of the first table.",
    "",
    `| point | ${outcomes.map((_, at) => at + 1).join(" | ")} | troubles |`,
    `| --- | ${outcomes.map(() => "---").join(" | ")} | --- |`,
    ...[...kinds].map(
      ([key, { times, faults }]) => `| ${key} | ${times.join(" | ")} | ${faults.join(", ")} |`,
    ),
    "",
    "Lagging pages, other bytes by a second publisher in the middle, tokens that end between two files and two machines",
    "at once are tests of their own (`tests/chaos`), where a share of the schedules above runs, too.",
    "",
  ].join("\n");
}

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "0" },
    "dry-run": { type: "boolean", default: false },
  },
});
await using disposables = new AsyncDisposableStack();
const all: Template[] = [];
for (const shape of SHAPES) all.push(disposables.use(await template(shape)));
const from = Number(values.from);
const seeds = Number(values.seeds);
const singles: Pick<Outcome, "points" | "singles" | "fresh">[] = [];
for (const given of all) {
  const points = await undisturbed(given);
  const isDry = values["dry-run"];
  singles.push({
    points,
    singles: isDry ? emptyTally() : await everySingle(given, points),
    fresh: isDry ? emptyTally() : await everyKill(given, points),
  });
  process.stderr.write(`${given.shape.is}: ${points.length} points\n`);
}
const random = await byChance(all, from, seeds);
const outcomes = SHAPES.flatMap(({ is }, at): readonly Outcome[] => {
  const [single, chance] = [singles[at], random[at]];
  return single === undefined || chance === undefined ? [] : [{ is, ...single, random: chance }];
});
if (!values["dry-run"]) writeFileSync(PAGE, page(outcomes, from, seeds));
const tallies = outcomes.flatMap((each) => [each.singles, each.fresh, each.random]);
const violations = tallies.reduce((sum, each) => sum + each.violations.length, 0);
const schedules = tallies.reduce((sum, each) => sum + each.schedules, 0);
process.stdout.write(`${schedules} schedules, ${violations} violations\n`);
process.exitCode = violations === 0 ? 0 : 1;
