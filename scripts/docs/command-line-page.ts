import type { Command } from "commander";
import { makeProgram } from "../../src/cli/command-line.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { GENERATED } from "./generated.ts";

/** The reference of the command line, from the same table that the parser uses. */
export function commandLineReference(): string {
  const program = makeProgram(COMMANDS, () => Promise.resolve());
  const pages = everyCommand(program).map((command) => {
    command.configureHelp({ helpWidth: 100 });
    const title = fullName(command);
    return `## ${title}\n\n\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\`\n`;
  });
  return `${GENERATED}\n\n# Command line\n\n${pages.join("\n")}`;
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
