import { safeJson, safeText } from "../text/printable.ts";
import { Command, CommanderError } from "commander";
import { terminal } from "../adapters/terminal.ts";
import { Fault, fault } from "../findings/fault.ts";
import { EXIT_CODES } from "../findings/phase.ts";
import { lookingPorts } from "../git/looking-ports.ts";
import type { CommandDefinition } from "./commands/definition.ts";
import { GLOBAL_OPTIONS, type GlobalOptions } from "./globals.ts";
import { commanderOptions } from "./options/commander-option.ts";
import type { OptionDeclarations, OptionsOf } from "./options/declaration.ts";
import { readOptions, unreadVariables } from "./options/read-options.ts";
import { parseValue } from "./options/parse-value.ts";
import { faultDocument, runSession, type Watch } from "./session.ts";
import { SHIPWHEEL_VERSION } from "../text/own-version.ts";

/** Parses the arguments, runs the command that they name, one of `commands`, and returns the exit code. */
export async function runCommandLine(
  commands: readonly CommandDefinition[],
  argv: readonly string[],
  watch: Watch = {},
): Promise<number> {
  let exitCode = 0;
  const { variables } = terminal;
  const program = makeProgram(commands, variables, async (definition, args, options) => {
    exitCode = await runSession(
      options,
      (session) => {
        for (const text of unreadVariables(definition.options, variables)) {
          session.ports.events({ type: "note", level: "warning", text });
        }
        const looking = definition.onlyLooks?.(options) ?? null;
        const ports = looking === null ? session.ports : lookingPorts(session.ports, looking);
        return definition.run({ session: { ...session, ports }, args, options });
      },
      watch,
    );
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof Fault) return usageFailure(error, argv);
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.help") {
      // Without a command: the help page is the answer, and it is a usage error.
      program.outputHelp();
      return EXIT_CODES.usage;
    }
    if (error.exitCode === 0) return 0;
    const known = fault("usage/arguments", {
      reason: error.message.replace(/^error: /, "").replace(/\n.*/s, ""),
      command: argv.find((each) => commands.some((command) => command.name === each)) ?? "",
    });
    return usageFailure(known, argv);
  }
  return exitCode;
}

type Runner = (
  definition: CommandDefinition,
  args: readonly string[],
  options: OptionsOf<OptionDeclarations> & GlobalOptions,
) => Promise<void>;

/** The command line as data: also read by the reference page's generator. */
export function makeProgram(
  commands: readonly CommandDefinition[],
  variables: Readonly<Record<string, string>>,
  run: Runner,
): Command {
  const program = new Command("shipwheel")
    .description(
      "Takes a Python source tree to a verified, published, installable release, and rehearses it first.",
    )
    .version(`shipwheel ${SHIPWHEEL_VERSION}`, "-V, --version")
    .enablePositionalOptions(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: terminal.stdout.write, writeErr: () => undefined });
  addOptions(program, GLOBAL_OPTIONS);
  for (const definition of commands) addCommand([program], definition);
  return program;

  function addCommand(parents: readonly Command[], definition: CommandDefinition): void {
    const command = (parents.at(-1) ?? program)
      .command(definition.name)
      .summary(definition.summary)
      .description(definition.description)
      .exitOverride()
      .configureOutput({ writeOut: terminal.stdout.write, writeErr: () => undefined });
    for (const argument of definition.arguments) command.argument(argument.name, argument.description);
    addOptions(command, definition.options);
    addOptions(command, GLOBAL_OPTIONS);
    const levels = [...parents, command];
    command.action(async () => {
      const declared = { ...definition.options, ...GLOBAL_OPTIONS };
      refuseOthers(declared, levels);
      await run(definition, command.args, readOptions(declared, levels, variables));
    });
    for (const below of definition.subcommands ?? []) addCommand(levels, below);
  }
}

function addOptions(command: Command, declarations: OptionDeclarations): void {
  for (const [key, declaration] of Object.entries(declarations)) {
    for (const each of commanderOptions(key, declaration)) command.addOption(each);
  }
}

/** The parser accepts a command's options for those below it, too: `version next --write`. */
function refuseOthers(declared: OptionDeclarations, levels: readonly Command[]): void {
  const command = levels
    .slice(1)
    .map((each) => each.name())
    .join(" ");
  for (const level of levels) {
    const other = level.options.find(
      (each) =>
        level.getOptionValueSource(each.attributeName()) === "cli" && !(each.attributeName() in declared),
    );
    if (other !== undefined) {
      throw fault("usage/arguments", { reason: `${command} has no option ${other.long}`, command });
    }
  }
}

function usageFailure(known: Fault, argv: readonly string[]): number {
  if (wantsJson(argv)) terminal.stdout.write(`${safeJson(faultDocument(known))}\n`);
  else terminal.stderr.write(safeText(`error[${known.code}]: ${known.message}\n  help: ${known.remedy}\n`));
  return EXIT_CODES[known.phase];
}

/** Whether the answer is to be JSON, when the options themselves could not be read. */
function wantsJson(argv: readonly string[]): boolean {
  const variable = parseValue(GLOBAL_OPTIONS.json, terminal.variables["SHIPWHEEL_JSON"] ?? "");
  return argv.includes("--json") || ("value" in variable && variable.value === true);
}
