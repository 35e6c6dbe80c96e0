/**
 * Releases under every single trouble and under thousands of random schedules of several, the same command again until
 * it is done, and keeps what came of it in docs/reference/chaos.json, of which docs/reference/chaos.md is written. Ends
 * with 1 when anything was that must not be. All of it takes hours: it can be done part by part, also side by side.
 * Usage: node scripts/chaos.ts [PART…] [--seeds 2000] [--from 0] [--dry-run]
 * A part is `SHAPE-singles`, `SHAPE-fresh` or `SHAPE-random` with a number from 1; without one all parts are run.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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
  readonly runs: Record<number, number>;
  readonly violations: string[];
}

/** What is kept of a part. */
interface Part extends Tally {
  readonly commit: string;
  /** Of the undisturbed release. */
  readonly points: readonly Point[];
}

const REFERENCE = join(import.meta.dirname, "..", "docs", "reference");
const PAGE = join(REFERENCE, "chaos.md");
const KEPT = join(REFERENCE, "chaos.json");

/** How the schedules of a part are chosen. */
const KINDS = {
  singles: "each single failure",
  fresh: "killed at every point, completed by a fresh machine",
  random: "several random failures",
} as const;

type Kind = keyof typeof KINDS;

const PARTS: readonly string[] = SHAPES.flatMap((_, at) =>
  Object.keys(KINDS).map((kind) => `${at + 1}-${kind}`),
);

function add(tally: Tally, title: string, { runs, met, violations }: Converged): void {
  tally.schedules += 1;
  tally.troubles += met.length;
  tally.runs[runs] = (tally.runs[runs] ?? 0) + 1;
  for (const each of violations) {
    tally.violations.push(`${title}: ${each}`);
    process.stderr.write(`VIOLATION ${title}: ${each}\n  met: ${met.join("; ")}\n`);
  }
}

function emptyTally(): Tally {
  return { schedules: 0, troubles: 0, runs: {}, violations: [] };
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
async function byChance(given: Template, turn: number, from: number, seeds: number): Promise<Tally> {
  const tally = emptyTally();
  for (let seed = from; seed < from + seeds; seed += 1) {
    if (seed % SHAPES.length !== turn) continue;
    const { schedule, runs } = randomSchedule(seed);
    add(tally, `seed ${seed}, ${given.shape.is}`, await converge(given, schedule, runs));
  }
  return tally;
}

/** What was kept, by part. */
function kept(): Readonly<Record<string, Part>> {
  return existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, "utf8")) as Record<string, Part>) : {};
}

/** Adds a part to what is kept by now: others may run side by side. */
function keep(name: string, part: Part): void {
  const all = { ...kept(), [name]: part };
  const sorted = Object.fromEntries(
    PARTS.flatMap((each) => (all[each] === undefined ? [] : [[each, all[each]]])),
  );
  const next = `${KEPT}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(sorted, null, 2)}\n`);
  renameSync(next, KEPT);
}

function page(parts: Readonly<Record<string, Part>>): string {
  const pointsOf = SHAPES.map((_, at) => parts[`${at + 1}-singles`]?.points ?? []);
  const kinds = new Map<string, { times: number[]; faults: readonly string[] }>();
  for (const [at, points] of pointsOf.entries()) {
    for (const point of points) {
      const key = `${point.kind}: ${point.what}`;
      const known = kinds.get(key) ?? { times: pointsOf.map(() => 0), faults: faultsOf(point) };
      known.times[at] = (known.times[at] ?? 0) + 1;
      kinds.set(key, known);
    }
  }
  const row = (title: string, part: Part | undefined): string => {
    if (part === undefined) return `| ${title} | not run |${" |".repeat(8)}`;
    const { schedules, troubles, runs, violations, commit } = part;
    const counted = [1, 2, 3, 4].map((count) => runs[count] ?? 0);
    const more = schedules - counted.reduce((sum, each) => sum + each, 0);
    return `| ${title} | ${[schedules, troubles, ...counted, more, violations.length, commit].join(" | ")} |`;
  };
  return [
    "<!-- Written by scripts/chaos.ts (npm run chaos); do not edit. -->",
    "",
    "# Releases under failure",
    "",
    "The real pipeline releases one sdist and four wheels, with the built-in index, a played GitHub or GitLab, a local",
    "Sigstore and real git. Something can fail at every request, tag, push and journal entry: the server answers with an",
    "error before or after it has done the work, closes the connection, limits the rate, sends half an answer or an old",
    "page; the disk is full; half a line is written; the process is killed. Then the same command runs again, on the same",
    "machine or on one that has only the repository. The second takes the files from the draft on the repository host, if",
    "they are there: its own builds would have different bytes.",
    "",
    "A random schedule has a number, which repeats it: `node scripts/chaos.ts --from NUMBER --seeds 1 --dry-run`.",
    "",
    "| release | points |",
    "| --- | --- |",
    ...SHAPES.map(({ is }, at) => `| ${is} | ${pointsOf[at]?.length ?? 0} |`),
    "",
    "| schedules | number | failures | done by the 1st run | 2nd | 3rd | 4th | later | violations | commit |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...SHAPES.flatMap(({ is }, at) =>
      Object.entries(KINDS).map(([kind, title]) => row(`${title}, ${is}`, parts[`${at + 1}-${kind}`])),
    ),
    "",
    "After every run, however it ended:",
    "",
    "- the index has no file that is not ours, and none twice;",
    "- at most one release is announced, never before every file is on the index, and with every file and `SHA256SUMS`;",
    "- the command ends with 0 only if the index's own page shows every file with our digest, the release is announced, and",
    "  the tag is on its commit, here and at the remote, and is the only one;",
    "- the index shows the provenance of every file that is to be attested;",
    "- the chain of the journal is intact; no token is in the journal or in the output;",
    "- the first run without a failure completes the release and leaves no draft; the next run does nothing.",
    "",
    "## Points of failure",
    "",
    "The numbers are those of the releases in the first table.",
    "",
    `| point | ${SHAPES.map((_, at) => at + 1).join(" | ")} | failures |`,
    `| --- | ${SHAPES.map(() => "---").join(" | ")} | --- |`,
    ...[...kinds].map(
      ([key, { times, faults }]) => `| ${key} | ${times.join(" | ")} | ${faults.join(", ")} |`,
    ),
    "",
    "Pages that lag, a second publisher with other bytes, tokens that expire between two files and two machines at once",
    "have tests of their own (`tests/chaos`); a part of the schedules above runs there too.",
    "",
  ].join("\n");
}

const { values, positionals } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "0" },
    "dry-run": { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((each) => !PARTS.includes(each));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${PARTS.join(", ")}`);
const isDry = values["dry-run"];
const commit = execFileSync("git", ["rev-parse", "--short=8", "HEAD"], { encoding: "utf8" }).trim();
let schedules = 0;
let violations = 0;
for (const name of positionals.length === 0 ? PARTS : positionals) {
  const [number, kind] = name.split("-") as [string, Kind];
  const shape = SHAPES[Number(number) - 1];
  if (shape === undefined || (isDry && kind !== "random")) continue;
  await using given = await template(shape);
  const points = await undisturbed(given);
  const tally =
    kind === "singles"
      ? await everySingle(given, points)
      : kind === "fresh"
        ? await everyKill(given, points)
        : await byChance(given, Number(number) - 1, Number(values.from), Number(values.seeds));
  process.stderr.write(`${name}: ${tally.schedules} schedules, ${tally.violations.length} violations\n`);
  schedules += tally.schedules;
  violations += tally.violations.length;
  if (isDry) continue;
  keep(name, { commit, points, ...tally });
  writeFileSync(PAGE, page(kept()));
}
process.stdout.write(`${schedules} schedules, ${violations} violations\n`);
process.exitCode = violations === 0 ? 0 : 1;
