import type { Completed } from "../../ports/processes.ts";
import { causeOfOutput } from "../imports/failure-cause.ts";
import { shapeProblems } from "./json-shape.ts";
import { lastLine, outputOf } from "./output-text.ts";
import type { SmokeCommand } from "./smoke-command.ts";

/** What a command did. */
export interface CommandRun {
  readonly completed: Completed;
  readonly timeout: number;
  /** Files that it had to make and that are not there. */
  readonly missing: readonly string[];
  /** Files that it must not make and made. */
  readonly unwanted: readonly string[];
  /** Of a second run: what it changed, and whether it ended and printed as the first one; null: there was none. */
  readonly again: {
    readonly changed: readonly string[];
    readonly same: boolean;
    readonly status: number | null;
  } | null;
}

/** In what a command is not as the settings have it; empty where all is right. */
export function commandProblems({ table }: SmokeCommand, run: CommandRun): readonly string[] {
  const { completed, timeout, missing, unwanted, again } = run;
  if (completed.timedOut) return [`was still running after ${timeout} seconds`];
  const { status } = completed;
  if (status === null || !table.exit.includes(status)) return [endText(completed)];
  return [
    ...unmatched("standard output", completed.stdout, table.stdout),
    ...unmatched("standard error", completed.stderr, table.stderr),
    ...shapeProblems(completed.stdout, table.json).map(
      (problem) => `prints what was not expected: ${problem}`,
    ),
    ...missing.map((path) => `does not create ${path}`),
    ...unwanted.map((path) => `creates ${path}`),
    ...(again === null ? [] : repeated(again, status)),
  ];
}

function endText(completed: Completed): string {
  const output = outputOf(completed);
  const words = causeOfOutput(output)?.headline ?? lastLine(output);
  const ended = `exits with ${completed.status ?? completed.signal ?? "a signal"}`;
  return words === "" ? `${ended} and prints nothing` : `${ended}: ${words}`;
}

function unmatched(stream: string, text: string, pattern: string | undefined): readonly string[] {
  if (pattern === undefined || new RegExp(pattern, "m").test(text)) return [];
  const shown = lastLine(text);
  return [`${stream} does not match ${pattern}${shown === "" ? ": it is empty" : `: ${shown}`}`];
}

function repeated(
  { changed, same, status }: NonNullable<CommandRun["again"]>,
  first: number,
): readonly string[] {
  if (status !== first) return [`exits with ${status ?? "a signal"} when it runs a second time`];
  const [one, ...more] = changed;
  if (one !== undefined) {
    const others = more.length === 0 ? "" : ` and ${more.length} more`;
    return [`changes ${one}${others} when it runs a second time`];
  }
  return same ? [] : ["prints another text when it runs a second time"];
}
