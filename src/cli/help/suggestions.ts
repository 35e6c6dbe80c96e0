import { resolve } from "node:path";
import type { Command, CommanderError } from "commander";
import { terminal } from "../../adapters/terminal.ts";
import { fault, type Fault } from "../../findings/fault.ts";
import type { Files } from "../../ports/files.ts";
import { nearest } from "../../text/nearest.ts";
import type { CommandDefinition } from "../commands/definition.ts";
import type { OptionDeclarations } from "../options/declaration.ts";
import { pathOf } from "./layout.ts";
import { OTHER_WORDS } from "./planned-words.ts";

/** What the parser could not read, as a fault that names the nearest command or option. */
export function parseFault(error: CommanderError, program: Command, argv: readonly string[]): Fault {
  const level = levelOf(program, argv);
  const command = pathOf(level).replace(/^shipwheel ?/, "");
  const [, quoted = ""] = /'([^']*)'/.exec(error.message) ?? [];
  if (error.code === "commander.unknownOption") {
    const flags = [...level.options, ...program.options].flatMap(({ long, hidden }) =>
      long === null || long === undefined || hidden ? [] : long,
    );
    const option = quoted.split("=")[0] ?? "";
    return fault("usage/no-such-option", {
      option,
      command,
      nearest: nearest(option, [...flags, "--help"]) ?? "",
    });
  }
  if (error.code === "commander.unknownCommand") {
    const near = OTHER_WORDS[quoted] ?? nearest(quoted, namesBelow(program));
    return fault("usage/no-such-command", { command: quoted, nearest: near ?? "" });
  }
  const reason = error.message.replace(/^error: /, "").replace(/\n.*/s, "");
  return fault("usage/arguments", { reason, command });
}

function namesBelow(command: Command): readonly string[] {
  return command.commands.flatMap((each) => [
    each.name(),
    ...each.commands.map((below) => `${each.name()} ${below.name()}`),
  ]);
}

/** The command that the arguments reach. */
function levelOf(program: Command, argv: readonly string[]): Command {
  let level = program;
  for (const word of argv) {
    const below = level.commands.find((each) => each.name() === word);
    if (below !== undefined) level = below;
  }
  return level;
}

/** The parser accepts a command's options for those below it, too: `version next --write`. */
export function requireOwnOptions(declared: OptionDeclarations, levels: readonly Command[]): void {
  const known = new Set(Object.entries(declared).flatMap(([key, { aliases = [] }]) => [key, ...aliases]));
  for (const level of levels) {
    const other = level.options.find(
      (each) =>
        level.getOptionValueSource(each.attributeName()) === "cli" && !known.has(each.attributeName()),
    );
    if (other !== undefined) {
      const command = pathOf(levels.at(-1) ?? level).replace(/^shipwheel ?/, "");
      throw fault("usage/no-such-option", { option: other.long ?? other.flags, command, nearest: "" });
    }
  }
}

/** A mistyped subcommand is taken for the path of a project: said, where there is no such path. */
export async function requireSubcommand(
  { name, subcommands = [] }: CommandDefinition,
  args: readonly string[],
  files: Pick<Files, "stat">,
): Promise<void> {
  const [word] = args;
  if (word === undefined || subcommands.length === 0 || !/^[a-z-]+$/.test(word)) return;
  const near = nearest(
    word,
    subcommands.map((each) => each.name),
  );
  if (near === null || (await files.stat(resolve(terminal.directory(), word))) !== null) return;
  throw fault("usage/no-such-command", { command: `${name} ${word}`, nearest: `${name} ${near}` });
}
