import { Command, CommanderError } from "commander";
import { terminal } from "../adapters/terminal.ts";
import { fault } from "../findings/fault.ts";
import { EXIT_CODES } from "../findings/phase.ts";
import type { CommandDefinition } from "./commands/definition.ts";
import { addGlobalOptions, type GlobalOptions } from "./globals.ts";
import { faultDocument, runSession } from "./session.ts";
import { SHIPWHEEL_VERSION } from "./version.ts";

/** Parses the arguments, runs the command that they name, one of `commands`, and returns the exit code. */
export async function runCommandLine(
  commands: readonly CommandDefinition[],
  argv: readonly string[],
): Promise<number> {
  let exitCode = 0;
  const program = makeProgram(commands, async (definition, args, options) => {
    const globals = options as unknown as GlobalOptions;
    exitCode = await runSession(globals, (session) => definition.run({ session, args, options }));
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return usageFailure(error, commands, argv);
  }
  return exitCode;
}

type Runner = (
  definition: CommandDefinition,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** The command line as data: also read by the reference page's generator. */
export function makeProgram(commands: readonly CommandDefinition[], run: Runner): Command {
  const program = new Command("shipwheel")
    .description(
      "Takes a Python source tree to a verified, published, installable release, and rehearses it first.",
    )
    .version(`shipwheel ${SHIPWHEEL_VERSION}`, "-V, --version")
    .enablePositionalOptions(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: terminal.stdout.write, writeErr: () => undefined });
  addGlobalOptions(program);
  for (const definition of commands) addCommand(program, program, definition, run);
  return program;
}

function addCommand(program: Command, parent: Command, definition: CommandDefinition, run: Runner): void {
  const command = parent
    .command(definition.name)
    .summary(definition.summary)
    .description(definition.description)
    .exitOverride()
    .configureOutput({ writeOut: terminal.stdout.write, writeErr: () => undefined });
  for (const argument of definition.arguments) command.argument(argument.name, argument.description);
  for (const each of definition.options()) command.addOption(each);
  addGlobalOptions(command);
  command.action(async () => {
    const parents = parent === program ? [program] : [program, parent];
    await run(definition, command.args, mergeOptions(parents, command));
  });
  for (const below of definition.subcommands ?? []) addCommand(program, command, below, run);
}

/** A global option counts wherever it stands: behind the command's name, before it, or in the environment. */
function mergeOptions(parents: readonly Command[], command: Command): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = {};
  const said = new Set<string>();
  for (const level of [...parents, command]) {
    for (const [key, value] of Object.entries(level.opts())) {
      const isSaid = !["default", undefined].includes(level.getOptionValueSource(key));
      if (isSaid) said.add(key);
      if (isSaid || !said.has(key)) merged[key] = value;
    }
  }
  return merged;
}

function usageFailure(
  error: CommanderError,
  commands: readonly CommandDefinition[],
  argv: readonly string[],
): number {
  if (error.exitCode === 0 || error.code === "commander.help") {
    if (error.code === "commander.help") {
      // Without a command: the help page is the answer, and it is a usage error.
      makeProgram(commands, () => Promise.resolve()).outputHelp();
      return EXIT_CODES.usage;
    }
    return 0;
  }
  const known = fault("usage/arguments", {
    reason: error.message.replace(/^error: /, "").replace(/\n.*/s, ""),
    command: argv.find((each) => commands.some((command) => command.name === each)) ?? "",
  });
  if (argv.includes("--json")) terminal.stdout.write(`${JSON.stringify(faultDocument(known))}\n`);
  else terminal.stderr.write(`error[${known.code}]: ${known.message}\n  help: ${known.remedy}\n`);
  return EXIT_CODES.usage;
}
