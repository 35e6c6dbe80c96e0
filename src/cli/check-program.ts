import { runCommandLine } from "./command-line.ts";
import { checkCommand } from "./commands/check.ts";

/**
 * The command line as `shipwheel check …` needs it: this one command, so that nothing of the others is loaded. Built, it is
 * one file. Returns the exit code.
 */
export function main(argv: readonly string[]): Promise<number> {
  return runCommandLine([checkCommand], argv);
}
