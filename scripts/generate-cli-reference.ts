import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { makeProgram } from "../src/cli/command-line.ts";
import { COMMANDS } from "../src/cli/program.ts";

const PATH = join(import.meta.dirname, "..", "docs", "reference", "command-line.md");

/** The reference of the command line, from the same table that the parser uses. */
export function commandLineReference(): string {
  const program = makeProgram(COMMANDS, () => Promise.resolve());
  const pages = everyCommand(program).map((command) => {
    command.configureHelp({ helpWidth: 100 });
    const title = fullName(command);
    return `## ${title}\n\n\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\`\n`;
  });
  return `# Command line\n\nWritten by \`node scripts/generate-cli-reference.ts\` from the table that the parser uses; a test holds it to that.\n\n${pages.join("\n")}`;
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(PATH, commandLineReference());
