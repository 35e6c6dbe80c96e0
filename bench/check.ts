/**
 * `shipwheel check` side by side with the peers on the same files, as whole processes in turn, and writes bench/CHECK.md.
 * npm run bench:check -- [--rounds 5] [--files DIR] [--peers DIR] [--many 200]
 * `--files`: a directory of wheels, each measured alone; `--peers`: a virtual environment with twine, check-wheel-contents, pydistcheck and
 * wheel-inspect; `--many`: copies of the smallest wheel that are checked in one call. The built program is measured (npm run build -- --cli).
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    files: { type: "string", default: join(ROOT, ".cache", "bench", "wheels") },
    peers: { type: "string", default: join(ROOT, ".cache", "bench", "peers") },
    many: { type: "string", default: "200" },
  },
});
const rounds = Number(options.rounds);
const [load = 0] = loadavg();
const main = join(ROOT, "dist", "cli", "main.cjs");
const wheels = readdirSync(options.files)
  .filter((name) => name.endsWith(".whl"))
  .map((name) => resolve(options.files, name))
  .toSorted((a, b) => statSync(a).size - statSync(b).size);

/** A person's environment: byte code is written and used. */
const { PYTHONDONTWRITEBYTECODE: _unset, ...env } = process.env;

/** Seconds of one process; what it finds is not judged. */
function seconds(argv: readonly string[]): number {
  const [program = "", ...rest] = argv;
  const start = process.hrtime.bigint();
  const { error } = spawnSync(program, rest, { env, stdio: "ignore" });
  if (error !== undefined) throw error;
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The peers that are there, as command lines for a wheel. */
function peers(wheel: string): readonly (readonly string[])[] {
  const bin = (name: string): string => join(options.peers, "bin", name);
  return [
    [bin("twine"), "check", "--strict", wheel],
    [bin("check-wheel-contents"), wheel],
    [bin("pydistcheck"), wheel],
    [bin("wheel2json"), wheel],
  ].filter(([program = ""]) => existsSync(program));
}

const rows = wheels.map((wheel) => {
  const commands = peers(wheel);
  const bare: number[] = [];
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const sample = [
      seconds([process.execPath, "-e", "0"]),
      seconds([process.execPath, main, "check", wheel]),
      commands.reduce((sum, argv) => sum + seconds(argv), 0),
    ] as const;
    // The first round warms caches.
    if (round === 0) continue;
    bare.push(sample[0]);
    ours.push(sample[1]);
    theirs.push(sample[2]);
  }
  return { wheel, peers: commands.length, bare: median(bare), ours: median(ours), theirs: median(theirs) };
});

/** Many wheels in one call. */
function manyWheels(count: number): number | null {
  const [smallest] = wheels;
  if (smallest === undefined || count === 0) return null;
  const directory = mkdtempSync(join(tmpdir(), "many-wheels-"));
  try {
    const [name = "", , ...tags] = basename(smallest).split("-");
    mkdirSync(directory, { recursive: true });
    const paths = Array.from({ length: count }, (_, at) => {
      const path = join(directory, [name, `1.${at}`, ...tags].join("-"));
      copyFileSync(smallest, path);
      return path;
    });
    return seconds([process.execPath, main, "check", "--exit-zero", ...paths]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const milliseconds = (value: number): string => (value * 1000).toFixed(0);
const many = manyWheels(Number(options.many));
const table = rows.map(
  (row) =>
    `| ${basename(row.wheel)} | ${milliseconds(row.bare)} | ${milliseconds(row.ours)} | ${row.peers === 0 ? "" : milliseconds(row.theirs)} | ${row.peers === 0 ? "" : (row.theirs / row.ours).toFixed(1)} |`,
);
writeFileSync(
  join(import.meta.dirname, "CHECK.md"),
  [
    "<!-- Written by bench/check.ts; do not edit. -->",
    "",
    "# check beside its peers",
    "",
    `Whole processes in turn, ${rounds} rounds after one that warms, median. Peers: twine check --strict, check-wheel-contents, pydistcheck and wheel2json, one after the other. The machine has ${availableParallelism()} cores and was busy with other work, too: load ${load.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after.`,
    "",
    "| wheel | node -e 0 (ms) | shipwheel check (ms) | peers (ms) | times |",
    "| --- | --: | --: | --: | --: |",
    ...table,
    "",
    ...(many === null ? [] : [`${options.many} wheels in one call: ${many.toFixed(2)} s.`, ""]),
  ].join("\n"),
);
