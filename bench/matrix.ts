/**
 * The matrix of trials on four Pythons beside that on one, and writes bench/MATRIX.md.
 * npm run bench:matrix -- [--rounds 3] [--pythons 3.10,3.11,3.12,3.13]
 * What is compared is the time from the first environment to the last trial, as the report has it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeExample } from "../examples/make-example.ts";
import { cleanEnvironment } from "./measure.ts";
import { median } from "./statistics.ts";

const ROOT = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    pythons: { type: "string", default: "3.10,3.11,3.12,3.13" },
  },
});
const rounds = Number(options.rounds);
const pythons = options.pythons.split(",");
const EXAMPLES = ["modelforge", "pyforge", "labos"];
const work = mkdtempSync(join(tmpdir(), "shipwheel-matrix-"));
const env = cleanEnvironment({});

function shipwheel(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(join(ROOT, "bin", "shipwheel"), args, {
    cwd: work,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`shipwheel ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}

interface Stage {
  readonly id: string;
  readonly startedAt: number;
  readonly seconds: number;
}

/** Seconds of the trials, from the first environment on. */
function trials(wheel: string, interpreters: readonly string[]): number {
  const output = join(work, "out");
  rmSync(output, { recursive: true, force: true });
  shipwheel("verify", wheel, "--installer", "uv", "--python", interpreters.join(","), "--output", output);
  const { stages } = JSON.parse(readFileSync(join(output, "report.json"), "utf8")) as {
    readonly stages: readonly Stage[];
  };
  const [begin, end] = ["environments", "verify"].map((id) => stages.find((stage) => stage.id === id));
  if (begin === undefined || end === undefined) throw new Error("the report names no trials");
  return end.startedAt + end.seconds - begin.startedAt;
}

const [before = 0] = loadavg();
const rows = EXAMPLES.map((name) => {
  const project = join(work, name);
  makeExample(name, "repaired", project);
  shipwheel("build", project, "--output", join(work, `${name}-dist`));
  const dist = join(work, `${name}-dist`);
  const wheel = readdirSync(dist, { recursive: true, encoding: "utf8" }).find((each) =>
    each.endsWith(".whl"),
  );
  if (wheel === undefined) throw new Error(`no wheel of ${name}`);
  const one: number[] = [];
  const four: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const sample = [
      trials(join(dist, wheel), pythons.slice(1, 2)),
      trials(join(dist, wheel), pythons),
    ] as const;
    // The first round warms caches.
    if (round === 0) continue;
    one.push(sample[0]);
    four.push(sample[1]);
  }
  const ratios = four.map((each, at) => each / (one[at] ?? Number.NaN));
  return `| ${name} | ${median(one).toFixed(2)} | ${median(four).toFixed(2)} | ${median(ratios).toFixed(2)} |`;
});
const [after = 0] = loadavg();

writeFileSync(
  join(ROOT, "bench", "MATRIX.md"),
  `<!-- Written by bench/matrix.ts; do not edit. -->

# The matrix on four Pythons

Trials of a wheel with uv on Python ${pythons[1] ?? ""} alone and on ${pythons.join(", ")}: from the first environment to the last trial, in turn, ${rounds} rounds after one that warms caches, median. The limit is 2.5 times. The machine has ${availableParallelism()} cores; load ${before.toFixed(1)} before, ${after.toFixed(1)} after.

| example | one Python (s) | ${pythons.length} Pythons (s) | times |
| --- | --: | --: | --: |
${rows.join("\n")}
`,
);
rmSync(work, { recursive: true, force: true });
