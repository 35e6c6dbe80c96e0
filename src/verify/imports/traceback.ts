import type { DriverError } from "../driver/records.ts";

/** The file in which the exception was raised. */
export function raiser(error: DriverError): string {
  return [...error.trace.matchAll(/^ {2}File "(.+)", line \d+/gm)].at(-1)?.[1] ?? "";
}

/** The source line that Python's traceback shows last; empty when it shows none. */
export function lastLine(trace: string): string {
  const shown = trace.split("\n").filter((line) => /^ {4}\S/.test(line) && !/^[\s~^]+$/.test(line));
  return shown.at(-1)?.trim() ?? "";
}
