import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { cleanEnvironment } from "../../../bench/measure.ts";
import type { Ports } from "../../../src/ports/ports.ts";

import { checkOut } from "./checkout.ts";
import type { Pin, Reported, Result } from "./data.ts";
import { fetchSdist } from "./sdist.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
/** A rehearsal that takes longer than this has not ended. */
const LIMIT_SECONDS = 900;

const faultSchema = v.object({ code: v.string(), message: v.string() });
const documentSchema = v.object({
  verdict: v.optional(v.picklist(["green", "red"])),
  phase: v.optional(v.nullable(v.string()), null),
  findings: v.optional(
    v.array(
      v.object({
        rule: v.string(),
        severity: v.picklist(["error", "warning", "info"]),
        message: v.string(),
        subject: v.optional(v.string()),
        location: v.optional(v.object({ file: v.optional(v.string()) })),
      }),
    ),
    [],
  ),
  error: v.optional(faultSchema),
  errors: v.optional(v.array(faultSchema)),
});
const costSchema = v.object({ wall: v.number(), cpu: v.number(), status: v.number() });

/**
 * Rehearses a pinned release with default settings, as a process of its own, below `work`: `project` (the repository),
 * `answer.json` (the document of `--json`), `log.txt` (standard error), `output` (what `--output` got).
 */
export async function rehearsePin(pin: Pin, work: string, commit: string, ports: Ports): Promise<Result> {
  const sdist = await fetchSdist(pin, ports);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const project = join(work, "project");
  checkOut(sdist, pin, project);
  const before = load();
  const cost = await run(project, work);
  const text = existsSync(join(work, "answer.json")) ? readFileSync(join(work, "answer.json"), "utf8") : "";
  const answer = v.parse(documentSchema, text === "" ? {} : JSON.parse(text));
  return {
    name: pin.name,
    version: pin.version,
    commit,
    verdict: answer.verdict ?? "none",
    phase: answer.phase,
    exitCode: cost?.status ?? null,
    wallSeconds: round(cost?.wall ?? LIMIT_SECONDS),
    cpuSeconds: round(cost?.cpu ?? 0),
    load: [before, load()],
    notes: answer.findings.filter((each) => each.severity === "info").length,
    reported: reported(answer),
  };
}

/** Warnings and errors; a fault counts as an error, its code in the place of a rule. */
function reported(answer: v.InferOutput<typeof documentSchema>): readonly Reported[] {
  const findings = answer.findings.flatMap(({ rule, severity, message, subject, location }) =>
    severity === "info" ? [] : [{ rule, severity, subject: subject ?? location?.file ?? "", message }],
  );
  const faults = answer.errors ?? (answer.error === undefined ? [] : [answer.error]);
  return [
    ...findings,
    ...faults.map(({ code, message }) => ({ rule: code, severity: "error" as const, subject: "", message })),
  ];
}

/** What the run cost; null when it had to be ended. */
async function run(project: string, work: string): Promise<v.InferOutput<typeof costSchema> | null> {
  const report = join(work, "cost.json");
  const main = join(ROOT, "src", "cli", "main.ts");
  const command = [process.execPath, main, "rehearse", project, "--json", "--output", join(work, "output")];
  const measure = join(ROOT, "bench", "measure.py");
  const script = 'answer=$1; shift; exec "$@" >"$answer"';
  const argv = [measure, report, join(work, "log.txt"), "sh", "-c", script, "sh", join(work, "answer.json")];
  const child = spawn("python3", [...argv, ...command], {
    cwd: work,
    env: cleanEnvironment({ SHIPWHEEL_STATE_DIR: join(work, "state") }),
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  const end = (signal: NodeJS.Signals) => (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  };
  const timers = [
    setTimeout(end("SIGINT"), LIMIT_SECONDS * 1000),
    setTimeout(end("SIGKILL"), (LIMIT_SECONDS + 20) * 1000),
  ];
  await new Promise((resolve) => child.once("close", resolve));
  for (const timer of timers) clearTimeout(timer);
  return existsSync(report) ? v.parse(costSchema, JSON.parse(readFileSync(report, "utf8"))) : null;
}

function load(): number {
  return round(loadavg()[0] ?? 0);
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
