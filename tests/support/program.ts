import { join } from "node:path";
import { inject } from "vitest";

/** The built program, as the arguments of Node. */
export const PROGRAM: string = join(inject("program"), "cli", "main.cjs");

/** Its compiled code is kept beside it, and not where a test looks for leftovers. */
export const PROGRAM_ENVIRONMENT: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: join(inject("program"), "code"),
};
