import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";

/** What one run of one command cost. */
export interface Sample {
  readonly round: number;
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time, children included. */
  readonly cpu: number;
  readonly status: number;
  /** The load of the machine right before the run (one minute). */
  readonly load: number;
  /** Peak memory of our own process in MB, where it was measured. */
  readonly peak?: number;
}

/** One command of the benchmark. */
export interface Job {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A directory for reports and logs. */
  readonly work: string;
  readonly name: string;
  /** The opponents' own timing (`steps.tsv`): their clone and their facts are not held against them. */
  readonly steps?: string;
  readonly measuresPeak?: boolean;
  /** Only until a terminal is sent the first line; the rest is not run. */
  readonly isToFirstLine?: boolean;
}

/** Variables that the benchmark's children get: none that bends what Python, pip or uv do. */
export function cleanEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (pair): pair is [string, string] =>
      pair[1] !== undefined &&
      (/^PIP_(CERT|DEFAULT_TIMEOUT)$/.test(pair[0]) ||
        !/^(PIP_|UV_|PYTHON|VIRTUAL_ENV|NODE_|npm_|SHIPWHEEL_)/.test(pair[0])),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/** Runs a job as a whole process and returns its cost. */
export function measure(job: Job, round: number): Sample {
  mkdirSync(job.work, { recursive: true });
  const report = join(job.work, `${job.name}.json`);
  const peakFile = join(job.work, `${job.name}.peak`);
  for (const file of [report, peakFile]) rmSync(file, { force: true });
  const env = { ...job.env, ...(job.measuresPeak === true ? { SHIPWHEEL_BENCH_PEAK: peakFile } : {}) };
  const [load = 0] = loadavg();
  const script = join(import.meta.dirname, job.isToFirstLine === true ? "first-line.py" : "measure.py");
  const argv = [script, report, join(job.work, `${job.name}.log`), ...job.argv];
  const { status, stderr } = spawnSync("python3", argv, {
    cwd: job.cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`could not measure ${job.name}: ${stderr}`);
  const cost = JSON.parse(readFileSync(report, "utf8")) as Pick<Sample, "wall" | "cpu" | "status">;
  const own = job.steps === undefined ? cost : { ...cost, ...stepsTotal(job.steps) };
  const peak = existsSync(peakFile) ? { peak: (Number(readFileSync(peakFile, "utf8")) * 1024) / 1e6 } : {};
  return { round, load, ...own, ...peak };
}

/** The last row of an opponent's table: `TOTAL wall cpu failed`. */
function stepsTotal(file: string): Pick<Sample, "wall" | "cpu"> {
  const rows = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const total = rows.find(([name]) => name === "TOTAL");
  if (total === undefined) throw new Error(`${file} has no TOTAL`);
  return { wall: Number(total[1]), cpu: Number(total[2]) };
}
