import { join } from "node:path";
import type { Completed } from "../ports/processes.ts";
import type { Ports } from "../ports/ports.ts";
import { symptom, type Finding } from "../values/finding.ts";
import { causeOfOutput } from "./cause.ts";
import { helpFor, type ImportContext } from "./import-findings.ts";
import { sameVersion } from "./imports.ts";
import type { PreparedEnvironment, ScriptExpectation, VerifyRequest } from "./request.ts";
import type { SmokePlace } from "./smoke-environment.ts";
import type { NotTried, RanCommand } from "./trial.ts";

/** What running the console scripts showed. */
export interface ScriptOutcome {
  readonly commands: readonly RanCommand[];
  readonly notTried: readonly NotTried[];
  readonly findings: readonly Finding[];
}

type ScriptPorts = Pick<Ports, "processes" | "files" | "signal" | "environment">;
type HelpContext = Parameters<typeof helpFor>[2];

/** Everything that a run of one script needs. */
interface ScriptRun {
  readonly name: string;
  readonly expectation: ScriptExpectation;
  readonly environment: PreparedEnvironment;
  readonly place: SmokePlace;
  readonly request: VerifyRequest;
  readonly context: HelpContext;
}

/**
 * Runs every console script in the trial's environment, with no terminal and an empty standard input. GUI scripts
 * are loaded by the import check and not run.
 */
export async function runScripts(
  trial: {
    readonly environment: PreparedEnvironment;
    readonly place: SmokePlace;
    readonly brokenScripts: ReadonlyMap<string, string>;
    readonly context: Pick<ImportContext, "dependencies" | "firstPartyTops" | "pythonMinor">;
    /** False in a trial whose twin has shown the versions already. */
    readonly versions: boolean;
  },
  request: VerifyRequest,
  ports: ScriptPorts,
): Promise<ScriptOutcome> {
  const { environment, place } = trial;
  const context = { ...trial.context, project: request.project };
  const commands: RanCommand[] = [];
  const notTried: NotTried[] = [];
  const findings: Finding[] = [];
  for (const { group, name } of request.project.entryPoints) {
    if (group !== "console_scripts") continue;
    const expectation = request.expectations.scripts[name] ?? {};
    const reason =
      expectation.skip === undefined ? trial.brokenScripts.get(name) : `${expectation.skip} (configuration)`;
    if (reason !== undefined) {
      notTried.push({ kind: "script", name, reason });
      continue;
    }
    const run: ScriptRun = { name, expectation, environment, place, request, context };
    const misplaced = await launcherProblem(run, ports);
    if (misplaced !== null) {
      findings.push(misplaced);
      continue;
    }
    const args = expectation.args ?? ["--help"];
    const helped = await runOne(run, args, commands, ports);
    const problem = judge(run, args, helped);
    if (problem !== null) {
      findings.push(problem);
      continue;
    }
    const versionArgs = expectation.versionArgs ?? (mentionsVersion(helped) ? ["--version"] : false);
    if (versionArgs === false || !trial.versions) continue;
    const answered = await runOne(run, versionArgs, commands, ports);
    const wrong = judgeVersion(run, versionArgs, answered);
    if (wrong !== null) findings.push(wrong);
  }
  return { commands, notTried, findings };
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
  const completed = await ports.processes.run({
    argv: [program, ...args],
    cwd: run.place.work,
    env: run.place.env,
    ...(run.expectation.input === undefined ? {} : { input: run.expectation.input }),
    maxOutputBytes: 256 * 1024,
    timeoutMs: run.request.expectations.scriptTimeout * 1000,
    signal: ports.signal,
  });
  commands.push({
    command: [run.name, ...args],
    status: completed.status,
    seconds: completed.seconds,
    output: bounded(outputOf(completed), 8000),
  });
  return completed;
}

function judge(run: ScriptRun, args: readonly string[], completed: Completed): Finding | null {
  const { name, expectation, request } = run;
  const shown = [name, ...args].join(" ");
  const output = outputOf(completed);
  const details = { command: [name, ...args], status: completed.status, output: tail(output, 40) };
  const base = { phase: "verify", severity: "error", confidence: "certain", subject: name, details } as const;
  if (completed.timedOut) {
    return {
      ...base,
      rule: "I005",
      slug: "script-hangs",
      symptom: symptom.script(name),
      message: `${shown} was still running after ${request.expectations.scriptTimeout} seconds`,
      why: "it ran without a terminal and with an empty standard input",
      help: `let it end at --help; or tell what to run: [tool.shipwheel.scripts.${name}] args = [...], or skip = "reason"`,
    };
  }
  const accepted = expectation.exit ?? [0];
  if (completed.status !== null && accepted.includes(completed.status)) return null;
  const ended =
    completed.status === null
      ? `was ended by ${completed.signal ?? "a signal"}`
      : `exits with ${completed.status}`;
  const terminal = wantsTerminal(output);
  const cause = causeOfOutput(output);
  return {
    ...base,
    rule: "I004",
    slug: "script-fails",
    symptom: cause?.symptom ?? symptom.script(name),
    message: terminal
      ? `${shown} needs a terminal, and none is there: it ${ended}${cause === null ? "" : ` (${cause.headline})`}`
      : `${shown} ${ended}${cause === null ? (lastLine(output) === "" ? "" : `: ${lastLine(output)}`) : `: ${cause.headline}`}`,
    help: terminal
      ? `let --help work without a terminal (pipes, CI); or give it input: [tool.shipwheel.scripts.${name}] input = "..."`
      : cause !== null && (cause.missingModule !== null || cause.missingFile !== null)
        ? helpFor(cause, false, run.context)
        : `run it in a fresh environment; if this answer is sound, say so: [tool.shipwheel.scripts.${name}] exit = [${completed.status ?? 1}] or args = [...]`,
  };
}

const TERMINAL = [
  /Inappropriate ioctl for device/,
  /termios\.error/,
  /not a (?:tty|terminal)/i,
  /EOFError: EOF when reading a line/,
  /EOF when reading a line/,
  /No such device or address: '\/dev\/tty'/,
  /\/dev\/tty/,
  /setupterm: could not find terminal/,
  /Aborted[.!]?\s*$/,
  /standard input is not a/i,
];

function wantsTerminal(output: string): boolean {
  return TERMINAL.some((pattern) => pattern.test(output));
}

function mentionsVersion(helped: Completed): boolean {
  return /(?:^|[\s[,(])--version\b/m.test(outputOf(helped));
}

const VERSION_LIKE =
  /(?<![\w.])v?(\d+(?:\.\d+)+(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|post|rev|r|dev)[-_.]?\d*)*(?:\+[\w.]+)?)(?![\w])/gi;

/** A finding when a version is shown and it is not the release's. */
function judgeVersion(run: ScriptRun, args: readonly string[], completed: Completed): Finding | null {
  if (completed.status !== 0 || completed.timedOut) return null;
  const output = outputOf(completed);
  const versions = [...output.matchAll(VERSION_LIKE)].map((match) => match[1] ?? "");
  if (versions.some((version) => sameVersion(version, run.request.project.version))) return null;
  // Single numbers are no versions in prose, but the release itself may be called `7`.
  if (
    output.split(/[\s,()]+/).some((word) => sameVersion(word.replace(/^v/, ""), run.request.project.version))
  )
    return null;
  const python = run.environment.cell.python.version;
  const shown = versions.find((version) => version !== python);
  if (shown === undefined) return null;
  return {
    rule: "I006",
    slug: "script-version-differs",
    phase: "verify",
    severity: "error",
    confidence: "certain",
    subject: run.name,
    symptom: symptom.version(run.name),
    message: `${[run.name, ...args].join(" ")} prints ${shown}, but the release is ${run.request.project.version}`,
    help: `take it from the metadata: importlib.metadata.version(${JSON.stringify(run.request.project.name)})`,
    details: { command: [run.name, ...args], output: tail(output, 20) },
  };
}

async function launcherProblem(run: ScriptRun, ports: ScriptPorts): Promise<Finding | null> {
  if (ports.environment.platform === "win32") return null;
  const path = join(run.environment.scripts, run.name);
  const missing = (await ports.files.stat(path)) === null;
  const head = missing ? "" : (await ports.files.readText(path)).slice(0, 1000);
  if (!missing && head.includes(run.environment.environment)) return null;
  return {
    rule: "I004",
    slug: "script-fails",
    phase: "verify",
    severity: "error",
    confidence: "certain",
    subject: run.name,
    symptom: symptom.script(run.name),
    message: missing
      ? `the installation made no program ${run.name}`
      : `the program ${run.name} does not start the environment's Python: ${head.split("\n", 1)[0] ?? ""}`,
    help: "look at the entry points of the built wheel: unzip -p dist/*.whl '*/entry_points.txt'",
  };
}

/** Both streams in one text. */
export function outputOf(completed: Completed): string {
  return [completed.stdout, completed.stderr].filter((text) => text !== "").join("\n");
}

/** The last lines of a text. */
export function tail(text: string, lines: number): string {
  return text.trimEnd().split(/\r?\n/).slice(-lines).join("\n");
}

/** The last line that says something, cut at 200 letters. */
export function lastLine(text: string): string {
  return (text.split(/\r?\n/).findLast((line) => line.trim() !== "") ?? "").trim().slice(0, 200);
}

/** A text of at most `limit` letters; the middle of a longer one is dropped. */
export function bounded(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit / 2)}\n[… ${text.length - limit} letters …]\n${text.slice(-limit / 2)}`;
}
