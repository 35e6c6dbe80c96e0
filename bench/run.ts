/**
 * Runs our rehearsal side by side with what people use today and writes bench/RESULTS.md and bench/results.json.
 * npm run bench -- [--rounds 5] [--pip-rounds 2] [--projects alpha,beta,gamma] [--flavours ours,pip,uv,...] [--parts warm,cold,start-up,memory]
 *                  [--work DIR] [--out DIR]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { FLAVOURS, ourCommand, ourEnvironment, type Flavour } from "./flavours.ts";
import { makeHeavyProject } from "./heavy-project.ts";
import { cleanEnvironment, measure, type Sample } from "./measure.ts";
import { renderReport, type Results } from "./report.ts";

const ROOT = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    // The pip pipeline takes two thirds of the time; its ratio is far from its goal.
    "pip-rounds": { type: "string", default: "2" },
    projects: { type: "string", default: "alpha,beta,gamma" },
    flavours: { type: "string", default: FLAVOURS.map(({ id }) => id).join(",") },
    parts: { type: "string", default: "warm,cold,start-up,memory" },
    work: { type: "string", default: join(ROOT, ".cache", "bench") },
    out: { type: "string", default: import.meta.dirname },
  },
});
const rounds = Number(options.rounds);
const work = resolve(options.work);
const parts = options.parts.split(",");
const samples: Record<string, Record<string, Sample[]>> = {};

prepare();
if (parts.includes("warm")) warm(options.projects.split(","), options.flavours.split(","));
if (parts.includes("cold")) cold(Math.min(rounds, 3));
if (parts.includes("start-up")) startUp(Math.max(rounds, 9));
if (parts.includes("memory")) heavy();
write();

/** The three projects, and one uv for everybody. */
function prepare(): void {
  mkdirSync(work, { recursive: true });
  const env = cleanEnvironment({});
  execFileSync("bash", [join(import.meta.dirname, "prepare.sh"), join(work, "projects")], {
    env,
    stdio: "inherit",
  });
  const uv = join(work, "uv");
  if (existsSync(join(uv, "bin", "uv"))) return;
  execFileSync("python3", ["-m", "venv", uv], { env });
  execFileSync(join(uv, "bin", "pip"), ["install", "-q", "uv"], { env });
}

function warm(projects: readonly string[], ids: readonly string[]): void {
  const flavours = FLAVOURS.filter(({ id }) => ids.includes(id));
  for (let round = 0; round <= rounds; round++) {
    for (const project of projects) {
      for (const flavour of flavours)
        record(project, flavour.id, round, runFlavour(flavour, project, false, round));
    }
  }
}

function cold(coldRounds: number): void {
  const flavours = FLAVOURS.filter(({ id }) => id === "ours" || id === "uv");
  for (let round = 1; round <= coldRounds; round++) {
    for (const flavour of flavours) {
      rmSync(join(work, "alpha-ours-cold"), { recursive: true, force: true });
      record("alpha", `${flavour.id}-cold`, round, runFlavour(flavour, "alpha", true, round));
    }
  }
}

function runFlavour(flavour: Flavour, project: string, isCold: boolean, round: number): Sample {
  // Artefacts and records of earlier runs are not looked at, and would fill the disk.
  rmSync(join(work, `${project}-${flavour.id}`, "state"), { recursive: true, force: true });
  const folder = join(work, `${project}-uv`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "uv"))) symlinkSync(join(work, "uv"), join(folder, "uv"));
  return measure(flavour.job({ work, project, cold: isCold }), round);
}

function startUp(times: number): void {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["node", [process.execPath, "-e", "0"]],
    ["version", [process.execPath, join(ROOT, "dist", "cli", "main.cjs"), "--version"]],
    ["help", [process.execPath, join(ROOT, "dist", "cli", "main.cjs"), "--help"]],
  ];
  const env = ourEnvironment(work, "start-up");
  for (let round = 0; round <= times; round++) {
    for (const [row, argv] of rows) {
      record(
        "start-up",
        row,
        round,
        measure({ name: row, argv, cwd: work, env, work: join(work, "reports", "start-up") }, round),
      );
    }
  }
}

function heavy(): void {
  const project = join(work, "projects", "heavy");
  rmSync(join(work, "heavy"), { recursive: true, force: true });
  makeHeavyProject(project);
  const argv = ourCommand(["rehearse", project, "--no-progress", "--installer", "uv"]);
  const env = ourEnvironment(work, "heavy");
  record(
    "heavy",
    "ours",
    1,
    measure({ name: "heavy", argv, cwd: work, env, work: join(work, "reports"), measuresPeak: true }, 1),
  );
}

/** Keeps a sample, unless it belongs to the round that warms up. */
function record(project: string, row: string, round: number, sample: Sample): void {
  const told = `${sample.wall.toFixed(2)} s wall, ${sample.cpu.toFixed(2)} s CPU, exit ${sample.status}, load ${sample.load.toFixed(1)}`;
  console.log(
    `${round === 0 ? "warm-up" : `round ${round}`}  ${project.padEnd(8)} ${row.padEnd(10)} ${told}`,
  );
  if (round === 0) return;
  const rows = (samples[project] ??= {});
  (rows[row] ??= []).push(sample);
}

function write(): void {
  const results: Results = {
    date: new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC",
    commit:
      output("git", ["rev-parse", "--short", "HEAD"]) +
      (output("git", ["status", "--porcelain", "src"]) === "" ? "" : " with changes"),
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${(totalmem() / 1e9).toFixed(0)} GB`,
    versions: {
      Node: process.version.slice(1),
      Python: output("python3", ["-c", "import platform; print(platform.python_version())"]),
      uv: output(join(work, "uv", "bin", "uv"), ["--version"]).split(" ")[1] ?? "",
      git: output("git", ["--version"]).split(" ")[2] ?? "",
    },
    samples,
  };
  writeFileSync(join(options.out, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(options.out, "RESULTS.md"), renderReport(results));
  console.log(`written: ${join(options.out, "RESULTS.md")}`);
}

function output(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd: ROOT, encoding: "utf8" }).trim();
}
