import { ending } from "./render/event-stream.ts";
import { safeJson, safeText } from "../text/printable.ts";
import { Command, CommanderError } from "commander";
import { terminal } from "../adapters/terminal.ts";
import { Fault } from "../findings/fault.ts";
import { EXIT_CODES } from "../findings/phase.ts";
import { lookingPorts } from "../git/looking-ports.ts";
import type { CommandDefinition, Example } from "./commands/definition.ts";
import { GLOBAL_OPTIONS, type GlobalOptions } from "./globals.ts";
import { helpTopic } from "./help/help-topic.ts";
import { asGlobal, layOutHelp, type HelpKind } from "./help/layout.ts";
import { parseFault, requireOwnOptions, requireSubcommand } from "./help/suggestions.ts";
import { commanderOptions } from "./options/commander-option.ts";
import type { OptionDeclarations, OptionsOf } from "./options/declaration.ts";
import { optionOrigins, readOptions, unreadVariables, type OptionOrigin } from "./options/read-options.ts";
import { parseValue } from "./options/parse-value.ts";
import { faultDocument, runSession, type Watch } from "./session.ts";
import { SHIPWHEEL_VERSION } from "../text/own-version.ts";

/**
 * Parses the arguments, runs the command that they name, one of `commands`, or `overview` where they name none, and
 * returns the exit code.
 */
export async function runCommandLine(
  commands: readonly CommandDefinition[],
  argv: readonly string[],
  watch: Watch = {},
  overview: CommandDefinition | null = null,
): Promise<number> {
  let exitCode = 0;
  const { variables } = terminal;
  const help = { long: !argv.includes("-h") };
  const runOne: Runner = async (definition, args, options, origins) => {
    exitCode = await runSession(
      { ...options, command: definition.name, opening: definition.opening },
      async (session) => {
        await requireSubcommand(definition, args, session.ports.files);
        for (const text of unreadVariables(definition.options, variables)) {
          session.ports.events({ type: "note", level: "warning", text });
        }
        const looking = definition.onlyLooks?.(options) ?? null;
        const ports = looking === null ? session.ports : lookingPorts(session.ports, looking);
        return definition.run({ session: { ...session, ports }, args, options, origins });
      },
      watch,
    );
  };
  const program = makeProgram(commands, variables, help, runOne);
  try {
    if (argv[0] === "__complete") {
      const [{ complete }, { projectValues }, { readingPorts }] = await Promise.all([
        import("./help/complete.ts"),
        import("./help/project-values.ts"),
        import("../adapters/reading-ports.ts"),
      ]);
      await using node = readingPorts();
      const project = projectValues(terminal.directory(), node.ports);
      const found = await complete(program, argv.slice(1), project);
      terminal.stdout.write(found.map((line) => `${safeText(line)}\n`).join(""));
      return 0;
    }
    const asked = argv[0] === "help" ? helpTopic(program, argv.slice(1)) : argv;
    if (asked === null) return 0;
    await program.parseAsync([...asked], { from: "user" });
  } catch (error) {
    if (error instanceof Fault) return usageFailure(error, argv);
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.help" && overview !== null) {
      const declared = { ...overview.options, ...GLOBAL_OPTIONS };
      await runOne(overview, [], readOptions(declared, [program], variables), {});
      return exitCode;
    }
    if (error.exitCode === 0) return 0;
    return usageFailure(parseFault(error, program, argv), argv);
  }
  return exitCode;
}

type Runner = (
  definition: CommandDefinition,
  args: readonly string[],
  options: OptionsOf<OptionDeclarations> & GlobalOptions,
  origins: Readonly<Record<string, OptionOrigin>>,
) => Promise<void>;

/** The command line as data: also read by the reference page, the completions and the man page. */
export function makeProgram(
  commands: readonly CommandDefinition[],
  variables: Readonly<Record<string, string>>,
  help: HelpKind,
  run: Runner,
): Command {
  const program = new Command("shipwheel")
    .description(
      "Takes a Python project from its sources to a verified, published release, and rehearses it first.",
    )
    .usage("[options] <command>")
    .version(
      `shipwheel ${SHIPWHEEL_VERSION}`,
      "-V, --version",
      "print the version; with --json, also that of Node.js",
    )
    .enablePositionalOptions(false)
    .addHelpCommand(
      new Command("help")
        .argument("[topic]")
        .description("show help for a command, exit-codes or environment; man: the manual page")
        .helpGroup("shipwheel itself:"),
    )
    .helpOption("-h, --help", "show a short (-h) or a long (--help) help");
  prepare(program, [
    { run: "shipwheel", what: "show the state of the project and the next command" },
    { run: "shipwheel rehearse", what: "rehearse the whole release on this machine" },
    { run: "shipwheel release", what: "publish it" },
  ]);
  for (const definition of commands) addCommand([program], definition);
  return program;

  function prepare(command: Command, examples: readonly Example[]): void {
    command.showHelpAfterError(false).exitOverride();
    for (const [key, declaration] of Object.entries(GLOBAL_OPTIONS)) {
      for (const each of commanderOptions(key, declaration)) command.addOption(asGlobal(each));
    }
    layOutHelp(command, examples, help);
  }

  function addCommand(parents: readonly Command[], definition: CommandDefinition): void {
    const command = (parents.at(-1) ?? program)
      .command(definition.name)
      .summary(definition.summary)
      .description(definition.description)
      .helpOption("-h, --help", "show a short (-h) or a long (--help) help");
    if (definition.group !== undefined) command.helpGroup(`${definition.group}:`);
    for (const argument of definition.arguments) command.argument(argument.name, argument.description);
    for (const [key, declaration] of Object.entries(definition.options)) {
      for (const each of commanderOptions(key, declaration)) command.addOption(each);
    }
    prepare(command, definition.examples);
    const levels = [...parents, command];
    command.action(async () => {
      const declared = { ...definition.options, ...GLOBAL_OPTIONS };
      requireOwnOptions(declared, levels);
      const options = readOptions(declared, levels, variables);
      await run(definition, command.args, options, optionOrigins(declared, levels, variables));
    });
    for (const below of definition.subcommands ?? []) addCommand(levels, below);
  }
}

function usageFailure(known: Fault, argv: readonly string[]): number {
  const json = faultDocument(known);
  if (argv.includes("--json-stream")) {
    for (const event of ending(EXIT_CODES[known.phase], json)) terminal.stdout.write(`${safeJson(event)}\n`);
  } else if (wantsJson(argv)) terminal.stdout.write(`${safeJson(json)}\n`);
  else terminal.stderr.write(safeText(`error[${known.code}]: ${known.message}\n  help: ${known.remedy}\n`));
  return EXIT_CODES[known.phase];
}

/** Whether the answer is to be JSON, when the options themselves could not be read. */
function wantsJson(argv: readonly string[]): boolean {
  const variable = parseValue(GLOBAL_OPTIONS.json, terminal.variables["SHIPWHEEL_JSON"] ?? "");
  return argv.includes("--json") || ("value" in variable && variable.value === true);
}
