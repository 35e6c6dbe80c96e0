import { append } from "../../text/append.ts";
import type { ScriptOutcome } from "./script-outcome.ts";
import { join } from "node:path";
import type { Completed } from "../../ports/processes.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Finding } from "../../findings/finding.ts";
import { symptom } from "../../findings/finding.ts";
import { failed, type Attempt } from "../attempt.ts";
import { causeOfOutput } from "../imports/failure-cause.ts";
import type { Companion, Companions } from "../imports/companions.ts";
import type { ImportContext } from "../imports/import-findings.ts";
import { extraInText } from "../imports/judge-import.ts";
import { isOurs } from "../imports/modules.ts";
import { judgeRun, judgeVersion } from "./judge-script.ts";
import type { JudgedRun, ScriptRun } from "./script-run.ts";
import { outputOf } from "./output-text.ts";
import { runProgram } from "./run-program.ts";
import type { PreparedEnvironment, VerifyRequest } from "../request.ts";
import { runMainModules } from "./main-modules.ts";
import { endedWell, scriptAttempt, versionAttempt } from "./script-attempt.ts";
import type { SmokePlace } from "./smoke-environment.ts";
import type { NotTried, RanCommand } from "../trial.ts";
import { SCRIPT_FAILS } from "./smoke-rules.ts";

/** What trials of one release know of each other's scripts, so that nothing is waited for twice. */
export interface ScriptMemory {
  /** Scripts that did not end. */
  readonly hung: Set<string>;
  /** By script and interpreter: what running it with the extras showed. */
  readonly withExtras: Map<string, Promise<ExtrasRun>>;
}

/** What running a script with the extras showed. */
export interface ExtrasRun {
  readonly settled: SettledRun | null;
  /** Whether the extra that it asks for was there. */
  readonly hadAsked: boolean;
}

/** A run with extras that ended well, or for which this machine lacks something. */
export interface SettledRun {
  readonly judged: JudgedRun;
  readonly run: ScriptRun;
  readonly completed: Completed;
}

/** The trial whose scripts run. */
export interface ScriptTrial {
  readonly environment: PreparedEnvironment;
  readonly place: SmokePlace;
  readonly brokenScripts: ReadonlyMap<string, string>;
  /** Scripts that import with an extra only. */
  readonly scriptPlaces: ReadonlyMap<string, Companion>;
  readonly companions: Companions;
  readonly context: Pick<ImportContext, "dependencies" | "modules" | "pythonMinor">;
  /** Whether another trial of the same bytes has shown versions, and what runs elsewhere, already. */
  readonly isRepeat: boolean;
  readonly sitePackages: string;
  readonly memory: ScriptMemory;
}

type ScriptPorts = Pick<Ports, "processes" | "files" | "signal" | "environment">;

/**
 * Runs every console script in the trial's environment, with no terminal and an empty standard input. GUI scripts
 * are loaded by the import check and not run.
 */
export async function runScripts(
  trial: ScriptTrial,
  request: VerifyRequest,
  ports: ScriptPorts,
): Promise<ScriptOutcome> {
  const commands: RanCommand[] = [];
  const attempts: Attempt[] = [];
  const notTried: NotTried[] = [];
  const findings: Finding[] = [];
  for (const { group, name } of request.project.entryPoints) {
    if (group !== "console_scripts") continue;
    const expectation = request.expectations.scripts[name] ?? {};
    const elsewhere = trial.scriptPlaces.get(name);
    if (elsewhere !== undefined && trial.isRepeat && expectation.skip === undefined) continue;
    const reason = notTriedReason(name, trial, request);
    if (reason !== null) {
      notTried.push({ kind: "script", name, reason });
      continue;
    }
    const { environment, place } = elsewhere ?? trial;
    const run: ScriptRun = {
      name,
      table: `[tool.shipwheel.scripts.${name}]`,
      expectation,
      environment,
      place,
      request,
      context: {
        ...trial.context,
        ...(elsewhere === undefined ? {} : { dependencies: elsewhere.installed.dependencies }),
        project: request.project,
      },
    };
    const misplaced = await launcherProblem(run, ports);
    if (misplaced !== null) {
      findings.push(misplaced);
      attempts.push(failed("script", name, misplaced.message, { finding: misplaced }));
      continue;
    }
    const args = expectation.args ?? ["--help"];
    let settled: ScriptRun = run;
    let completed = await runOne(run, args, commands, ports);
    let judged = judgeRun(run, args, completed, ports.environment.platform);
    if (completed.timedOut) trial.memory.hung.add(name);
    let extra: string | null = null;
    let isKnown = false;
    const first = completed;
    if (judged.kind === "finding" && mayNeedMore(completed, run)) {
      const asked = extraInText(outputOf(completed), request.project);
      const key = JSON.stringify([name, environment.cell.python.executable]);
      const earlier = trial.memory.withExtras.get(key);
      const promise = earlier ?? runWithExtras(run, args, asked, trial.companions, commands, ports);
      trial.memory.withExtras.set(key, promise);
      const more = await promise;
      const isAsked = asked !== null && !(more.settled === null && more.hadAsked);
      if (isAsked) extra = `it needs the extra [${asked}]`;
      if (more.settled !== null) {
        extra ??= "it runs where the extras are installed";
        if (asked === null && !endedWell(run, first)) findings.push(needsExtra(judged.finding, run));
        ({ judged, completed, run: settled } = more.settled);
        attempts.push(scriptAttempt(settled, args, completed, judged));
        isKnown = earlier !== undefined;
      } else if (extra !== null) judged = { kind: "not-tried", reason: extra };
    }
    attempts.push(scriptAttempt(run, args, first, judged, extra));
    if (isKnown) continue;
    if (judged.kind === "not-tried") notTried.push({ kind: "script", name, reason: judged.reason });
    if (judged.kind === "finding") findings.push(judged.finding);
    if (judged.kind !== "ok") continue;
    const versionArgs = expectation.versionArgs ?? (mentionsVersion(completed) ? ["--version"] : false);
    if (versionArgs === false || (trial.isRepeat && expectation.versionArgs === undefined)) continue;
    const answer = await runOne(settled, versionArgs, commands, ports);
    const wrong = judgeVersion(settled, versionArgs, answer);
    attempts.push(versionAttempt(settled, versionArgs, answer, wrong));
    if (wrong !== null) findings.push(wrong);
  }
  if (!trial.isRepeat) {
    const context = { ...trial.context, project: request.project };
    const { environment, place, sitePackages } = trial;
    const mains = await runMainModules({ environment, place, request, context, sitePackages }, ports);
    append(commands, mains.commands);
    append(attempts, mains.attempts);
    append(findings, mains.findings);
  }
  return { commands, attempts, notTried, findings };
}

/** Users who install the release as it is are left to guess what the script lacks. */
function needsExtra(finding: Finding, { name, request }: ScriptRun): Finding {
  const { extras } = request.project;
  const which = extras.length === 1 ? `the extra [${extras[0]}]` : "an extra";
  return {
    ...finding,
    severity: "warning",
    message: `the script ${name} needs ${which}: ${finding.message}`,
    help: `add what it needs to project.dependencies, or make it print what to install: pip install "${request.project.name}[${extras.length === 1 ? extras[0] : "EXTRA"}]"`,
  };
}

/** Runs a script again where the release is installed with its extras; nothing is settled when that does not help. */
async function runWithExtras(
  run: ScriptRun,
  args: readonly string[],
  asked: string | null,
  companions: Companions,
  commands: RanCommand[],
  ports: ScriptPorts,
): Promise<ExtrasRun> {
  let hadAsked = false;
  const wanted = { extras: asked === null ? [] : [asked], hosts: [] };
  for await (const { environment, place, installed, extras } of companions.for(
    run.environment.cell,
    wanted,
  )) {
    hadAsked ||= asked !== null && extras.includes(asked);
    const { dependencies } = installed;
    const there = { ...run, environment, place, context: { ...run.context, dependencies } };
    const completed = await runOne(there, args, commands, ports);
    const judged = judgeRun(there, args, completed, ports.environment.platform);
    if (judged.kind !== "finding") return { settled: { judged, run: there, completed }, hadAsked };
  }
  return { settled: null, hadAsked };
}

function notTriedReason(name: string, trial: ScriptTrial, request: VerifyRequest): string | null {
  const skip = request.expectations.scripts[name]?.skip;
  if (skip !== undefined) return `${skip} (configuration)`;
  if (trial.memory.hung.has(name))
    return `it was still running after ${request.expectations.scriptTimeout} seconds in another trial`;
  return trial.scriptPlaces.has(name) ? null : (trial.brokenScripts.get(name) ?? null);
}

/** Whether a script may work with an extra: it names one, or another project's module is missing. */
function mayNeedMore(completed: Completed, run: ScriptRun): boolean {
  const output = outputOf(completed);
  const cause = causeOfOutput(output);
  return (
    extraInText(output, run.request.project) !== null ||
    (cause?.missingModule != null && !isOurs(cause.missingModule, run.context.modules))
  );
}

function mentionsVersion(helped: Completed): boolean {
  return /(?:^|[\s[,(])--version\b/m.test(outputOf(helped));
}

async function runOne(
  run: ScriptRun,
  args: readonly string[],
  commands: RanCommand[],
  ports: ScriptPorts,
): Promise<Completed> {
  const program = join(
    run.environment.scripts,
    `${run.name}${ports.environment.platform === "win32" ? ".exe" : ""}`,
  );
  const { completed, ran } = await runProgram(
    {
      argv: [program, ...args],
      command: [run.name, ...args],
      place: run.place,
      timeout: run.request.expectations.scriptTimeout,
      input: run.expectation.input,
    },
    ports,
  );
  commands.push(ran);
  return completed;
}

async function launcherProblem(run: ScriptRun, ports: ScriptPorts): Promise<Finding | null> {
  if (ports.environment.platform === "win32") return null;
  const path = join(run.environment.scripts, run.name);
  const missing = (await ports.files.stat(path)) === null;
  const head = missing ? "" : (await ports.files.readText(path)).slice(0, 1000);
  if (!missing && head.includes(run.environment.environment)) return null;
  return SCRIPT_FAILS.finding({
    subject: run.name,
    symptom: symptom.script(run.name),
    message: missing
      ? `the installation created no program ${run.name}`
      : `the program ${run.name} does not start the environment's Python: ${head.split("\n", 1)[0] ?? ""}`,
    why: `Users who install the release cannot run ${run.name}.`,
    help: "look at the entry points of the built wheel: unzip -p dist/*.whl '*/entry_points.txt'",
  });
}
