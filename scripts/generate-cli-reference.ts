import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeProgram } from "../src/cli/program.ts";

const PATH = join(import.meta.dirname, "..", "docs", "reference", "command-line.md");

/** The reference of the command line, from the same table that the parser uses. */
export function commandLineReference(): string {
  const program = makeProgram(() => Promise.resolve());
  const pages = [program, ...program.commands].map((command) => {
    command.configureHelp({ helpWidth: 100 });
    const title = command === program ? "shipwheel" : `shipwheel ${command.name()}`;
    return `## ${title}\n\n\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\`\n`;
  });
  return `# Command line\n\nWritten by \`node scripts/generate-cli-reference.ts\` from the table that the parser uses; a test holds it to that.\n\n${pages.join("\n")}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(PATH, commandLineReference());
