import type { Completed } from "../../ports/processes.ts";

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

/** How a program ended, in a few words. */
export function endOf({ timedOut, status, signal, seconds }: Completed): string {
  if (timedOut) return `was still running after ${Math.round(seconds)} seconds`;
  return status === null ? `was terminated by ${signal ?? "a signal"}` : `exits with ${status}`;
}
