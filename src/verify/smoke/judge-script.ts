import type { ScriptRun, JudgedRun } from "./script-run.ts";
import type { Completed } from "../../ports/processes.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { causeOfOutput, type FailureCause } from "../imports/failure-cause.ts";
import { platformNeed, type Platform } from "../data/absent-modules.ts";
import { helpFor } from "../imports/import-help.ts";
import { endOf, lastLine, outputOf, tail } from "./output-text.ts";
import { endedWell, isUnasked } from "./script-attempt.ts";
import { isUsage, wantsDisplay, wantsTerminal } from "./output-patterns.ts";
import { samePublicVersion } from "../../version/same-public-version.ts";
import { SCRIPT_FAILS, SCRIPT_HANGS, SCRIPT_VERSION_DIFFERS } from "./smoke-rules.ts";

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
  const output = outputOf(completed);
  const cause = causeOfOutput(output);
  if (endedWell(run, completed)) {
    const isSwallowed =
      cause !== null && cause.missingModule !== null && missingHere(cause, run, platform) === null;
    return isSwallowed ? { kind: "finding", finding: swallowed(run, args, completed, cause) } : OK;
  }
  const isGuess = isUnasked(run);
  if (isGuess) {
    if (wantsDisplay(output, cause)) return { kind: "not-tried", reason: "it needs a display" };
    const need = cause === null ? null : missingHere(cause, run, platform);
    if (need !== null) return { kind: "not-tried", reason: need };
    if (!completed.timedOut && cause === null && isUsage(completed.status, output)) return OK;
  }
  return { kind: "finding", finding: runFinding(run, args, completed, cause, isGuess) };
}

/** What of the system a failure lacks, in words; null when it lacks none. */
export function missingHere(cause: FailureCause, run: ScriptRun, platform: Platform): string | null {
  if (cause.missingModule === null) return null;
  const link = { type: "ModuleNotFoundError", message: cause.headline, module: cause.missingModule };
  return platformNeed(
    { chain: [link], frame: null, trace: "" },
    { platform, pythonMinor: run.context.pythonMinor },
  );
}

/** A program that prints why a part of it is missing and goes on as if nothing were. */
function swallowed(
  run: ScriptRun,
  args: readonly string[],
  completed: Completed,
  cause: FailureCause,
): Finding {
  const finding = runFinding(run, args, completed, cause, true);
  const shown = [run.name, ...args].join(" ");
  return {
    ...finding,
    severity: "warning",
    message: `${shown} prints a traceback, and exits with ${completed.status}: ${cause.headline}`,
  };
}

/** The finding on a run that ended badly. */
export function runFinding(
  run: ScriptRun,
  args: readonly string[],
  completed: Completed,
  cause: FailureCause | null,
  isGuess: boolean,
): Finding {
  const { name, request, table } = run;
  const shown = [name, ...args].join(" ");
  const output = outputOf(completed);
  const or = (words: string, setting: string): string =>
    table === null ? "" : `; ${words}: ${table} ${setting}`;
  const details = { command: [name, ...args], status: completed.status, output: tail(output, 40) };
  const base = { subject: name, details };
  if (completed.timedOut)
    return SCRIPT_HANGS.finding({
      ...base,
      // A server or a game that does not look at its arguments runs until it is stopped.
      severity: isGuess ? "warning" : "error",
      symptom: symptom.script(name),
      message: `${shown} was still running after ${request.expectations.scriptTimeout} seconds`,
      why: "it ran without a terminal and with an empty standard input",
      help: `make it exit after --help${or("or set what to run", 'args = [...], or skip = "reason"')}`,
    });
  const ended = endOf(completed);
  const terminal = cause?.missingModule == null && wantsTerminal(output);
  return SCRIPT_FAILS.finding({
    ...base,
    severity: terminal && isGuess ? "info" : "error",
    symptom: cause?.symptom ?? symptom.script(name),
    message: terminal
      ? `${shown} needs a terminal, and none is there: it ${ended}${cause === null ? "" : ` (${cause.headline})`}`
      : `${shown} ${ended}${cause === null ? (lastLine(output) === "" ? "" : `: ${lastLine(output)}`) : `: ${cause.headline}`}`,
    why: terminal
      ? `In pipes, in cron jobs and in CI ${name} fails like this.`
      : `Users who run ${shown} get ${cause === null ? (output.trim() === "" ? "no output" : "this output") : "this traceback"}.`,
    help: terminal
      ? `let --help work without a terminal (pipes, CI)${or("or give it input", 'input = "..."')}`
      : cause !== null && (cause.missingModule !== null || cause.missingFile !== null)
        ? helpFor(cause, false, run.context)
        : cause !== null
          ? `run ${shown} in a fresh environment and fix the cause of the traceback`
          : `run it in a fresh environment${or("if this exit status is right, declare it", `exit = [${completed.status ?? 1}] or args = [...]`)}`,
  });
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
  const finding = (message: string, help: string): Finding =>
    SCRIPT_VERSION_DIFFERS.finding({
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
    const cause = causeOfOutput(output);
    const words = cause?.headline ?? lastLine(output);
    const ended = `exits with ${completed.status ?? completed.signal ?? "a signal"}`;
    if (isAsked) return finding(`${shown} ${ended}${words === "" ? "" : `: ${words}`}`, correct);
    // Its own help offers it.
    return cause === null || wantsDisplay(output, cause) || wantsTerminal(output)
      ? null
      : runFinding(run, args, completed, cause, true);
  }
  const versions = [...output.matchAll(VERSION_LIKE)].map((match) => match[1] ?? "");
  if (versions.some((each) => samePublicVersion(each, version))) return null;
  // Single numbers are no versions in prose, but the release itself may be called `7`.
  if (output.split(/[\s,()]+/).some((word) => samePublicVersion(word.replace(/^v/, ""), version)))
    return null;
  const python = run.environment.cell.python.version;
  // A program may speak for the project that does its work (fastapi for fastapi-cli).
  const others = run.context.dependencies.map((each) => each.split("==")[1] ?? "");
  if (!isAsked && versions.some((each) => others.some((known) => samePublicVersion(each, known))))
    return null;
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
