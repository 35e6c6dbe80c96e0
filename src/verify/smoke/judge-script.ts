import type { Completed } from "../../ports/processes.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { causeOfOutput, type Cause } from "../imports/cause.ts";
import { platformNeed, type Platform } from "../data/absent-modules.ts";
import { helpFor } from "../imports/import-findings.ts";
import { lastLine, outputOf, tail } from "./output-text.ts";
import type { PreparedEnvironment, ScriptExpectation, VerifyRequest } from "../request.ts";
import { endedWell, isUnasked } from "./script-attempt.ts";
import { sameVersion } from "../same-version.ts";
import type { SmokePlace } from "./smoke-environment.ts";

/** Everything that a run of one script needs. */
export interface ScriptRun {
  readonly name: string;
  readonly expectation: ScriptExpectation;
  readonly environment: PreparedEnvironment;
  readonly place: SmokePlace;
  readonly request: VerifyRequest;
  readonly context: Parameters<typeof helpFor>[2];
}

/** What a run means; `not-tried`: this machine lacks what the program is for. */
export type JudgedRun =
  | { readonly kind: "ok" }
  | { readonly kind: "not-tried"; readonly reason: string }
  | { readonly kind: "finding"; readonly finding: Finding };

const OK: JudgedRun = { kind: "ok" };

/**
 * Judges a run. What the configuration asks for must happen. An unasked `--help` shows only whether the program starts:
 * one that answers with its usage, or that wants a display, is not broken.
 */
export function judgeRun(
  run: ScriptRun,
  args: readonly string[],
  completed: Completed,
  platform: Platform,
): JudgedRun {
  if (endedWell(run, completed)) return OK;
  const output = outputOf(completed);
  const isGuess = isUnasked(run);
  const cause = causeOfOutput(output);
  if (isGuess) {
    // Toolkits grumble about the display before a module is found to be missing, too.
    if (cause?.missingModule == null && DISPLAY.some((pattern) => pattern.test(output)))
      return { kind: "not-tried", reason: "it needs a display" };
    const need = cause === null ? null : missingHere(cause, run, platform);
    if (need !== null) return { kind: "not-tried", reason: need };
    if (!completed.timedOut && completed.status !== null && cause === null && USAGE.test(output)) return OK;
  }
  return { kind: "finding", finding: runFinding(run, args, completed, cause, isGuess) };
}

/** The words of toolkits that find no display. */
const DISPLAY: readonly RegExp[] = [
  /no display name and no \$DISPLAY/,
  /(?:cannot|could not|can't|unable to|failed to) (?:open|connect to) (?:X )?display/i,
  /could not connect to display/i,
  /\$?DISPLAY (?:environment variable )?(?:is )?not set/i,
  /qt\.qpa\.(?:xcb|plugin)/,
  /Gtk(?:-WARNING|.*could not be initialized)/,
  /pygame\.error: (?:No available video device|video system not initialized)/,
];

/** A program that does not know `--help` and says how it is called. */
const USAGE =
  /\busage\b|\boptions?:|(?:unknown|unrecognized|invalid|illegal|no such) (?:option|argument|command|flag)|(?:option|argument).{0,40}not recognized|missing (?:\w+ )?argument|too (?:few|many) arguments/i;

function missingHere(cause: Cause, run: ScriptRun, platform: Platform): string | null {
  if (cause.missingModule === null) return null;
  const link = { type: "ModuleNotFoundError", message: cause.headline, module: cause.missingModule };
  return platformNeed(
    { chain: [link], frame: null, trace: "" },
    { platform, pythonMinor: run.context.pythonMinor },
  );
}

function runFinding(
  run: ScriptRun,
  args: readonly string[],
  completed: Completed,
  cause: Cause | null,
  isGuess: boolean,
): Finding {
  const { name, request } = run;
  const shown = [name, ...args].join(" ");
  const output = outputOf(completed);
  const details = { command: [name, ...args], status: completed.status, output: tail(output, 40) };
  const base = { phase: "verify", severity: "error", confidence: "certain", subject: name, details } as const;
  if (completed.timedOut)
    return {
      ...base,
      // A server or a game that does not look at its arguments runs until it is stopped.
      severity: isGuess ? "warning" : "error",
      rule: "I005",
      slug: "script-hangs",
      symptom: symptom.script(name),
      message: `${shown} was still running after ${request.expectations.scriptTimeout} seconds`,
      why: "it ran without a terminal and with an empty standard input",
      help: `let it end at --help; or set what to run: [tool.shipwheel.scripts.${name}] args = [...], or skip = "reason"`,
    };
  const ended =
    completed.status === null
      ? `was ended by ${completed.signal ?? "a signal"}`
      : `exits with ${completed.status}`;
  const terminal = cause?.missingModule == null && wantsTerminal(output);
  return {
    ...base,
    severity: terminal && isGuess ? "info" : "error",
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
        : `run it in a fresh environment; if this answer is right, declare it: [tool.shipwheel.scripts.${name}] exit = [${completed.status ?? 1}] or args = [...]`,
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

const VERSION_LIKE =
  /(?<![\w.])v?(\d+(?:\.\d+)+(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|post|rev|r|dev)(?:[-_.]?\d+)?){0,4}(?:\+[\w.]+)?)(?![\w])/gi;

/**
 * A finding when a version is shown and it is not the release's. Where the configuration names the arguments, an error,
 * silence and an answer without a version are findings as well.
 */
export function judgeVersion(run: ScriptRun, args: readonly string[], completed: Completed): Finding | null {
  const { version, name: project } = run.request.project;
  const isAsked = Array.isArray(run.expectation.versionArgs);
  const output = outputOf(completed);
  const shown = [run.name, ...args].join(" ");
  const finding = (message: string, help: string): Finding => ({
    rule: "I006",
    slug: "script-version-differs",
    phase: "verify",
    severity: "error",
    confidence: "certain",
    subject: run.name,
    symptom: symptom.version(run.name),
    message,
    help,
    details: { command: [run.name, ...args], status: completed.status, output: tail(output, 20) },
  });
  const correct = `print it with these arguments, or correct [tool.shipwheel.scripts.${run.name}] version-args`;
  if (completed.timedOut)
    return isAsked
      ? finding(`${shown} was still running after ${run.request.expectations.scriptTimeout} seconds`, correct)
      : null;
  if (completed.status !== 0) {
    const words = causeOfOutput(output)?.headline ?? lastLine(output);
    const ended = `exits with ${completed.status ?? completed.signal ?? "a signal"}`;
    return isAsked ? finding(`${shown} ${ended}${words === "" ? "" : `: ${words}`}`, correct) : null;
  }
  const versions = [...output.matchAll(VERSION_LIKE)].map((match) => match[1] ?? "");
  if (versions.some((each) => sameVersion(each, version))) return null;
  // Single numbers are no versions in prose, but the release itself may be called `7`.
  if (output.split(/[\s,()]+/).some((word) => sameVersion(word.replace(/^v/, ""), version))) return null;
  const python = run.environment.cell.python.version;
  // A program may speak for the project that does its work (fastapi for fastapi-cli).
  const others = run.context.dependencies.map((each) => each.split("==")[1] ?? "");
  if (!isAsked && versions.some((each) => others.some((known) => sameVersion(each, known)))) return null;
  const other = versions.find((each) => each !== python);
  if (other !== undefined)
    return finding(
      `${shown} prints ${other}, but the release is ${version}`,
      `take it from the metadata: importlib.metadata.version(${JSON.stringify(project)})`,
    );
  if (!isAsked) return null;
  return finding(
    output.trim() === ""
      ? `${shown} prints nothing, but the release is ${version}`
      : `${shown} prints no version, but the release is ${version}`,
    correct,
  );
}
