import { runCommandLine } from "./command-line.ts";
import { checkCommand } from "./commands/check.ts";
import { publishCommand } from "./commands/publish.ts";

/**
 * The command line as `shipwheel check …` and `shipwheel publish …` need it: nothing of the other commands is loaded, and
 * built, it is one file. Returns the exit code.
 */
export function main(argv: readonly string[]): Promise<number> {
  return runCommandLine([checkCommand, publishCommand], argv);
}
