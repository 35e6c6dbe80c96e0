import type { Command } from "commander";
import { makeProgram } from "../../src/cli/command-line.ts";
import type { CommandDefinition } from "../../src/cli/commands/definition.ts";
import { flagName, variableNames } from "../../src/cli/options/declaration.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { FORMATS } from "../../src/cli/render/formats/registry.ts";
import { GENERATED } from "./generated.ts";

/** How options are read from the environment: said once, for all of them. */
const ENVIRONMENT = `## Environment variables

Every option can be set by an environment variable: the flag in capitals, with underscores, behind
\`SHIPWHEEL_\`. \`--build-timeout 60\` is \`SHIPWHEEL_BUILD_TIMEOUT=60\`, and \`--no-push\` is
\`SHIPWHEEL_NO_PUSH=1\`. The help of each command names the variable of each option.

- The command line wins over a variable, a variable over \`[tool.shipwheel]\`, and that over the default.
- An empty variable counts as unset.
- A switch takes \`1\` or \`0\`, \`true\` or \`false\`, \`yes\` or \`no\`, \`on\` or \`off\`, in any case. It can be set
  from either side: \`SHIPWHEEL_NO_PUSH=1\` is \`SHIPWHEEL_PUSH=0\`.
- A list is separated by commas: \`SHIPWHEEL_PYTHON=3.12,3.13\`.
- Numbers and choices take what the command line takes.
- Any other value is the error \`usage/variable\`, exit code 2, which names the variable and what it takes.

Where commands understand one name differently, the name of the command precedes the name of the
option:

${scopedVariables()}
Variables that are no options: \`SHIPWHEEL_TOKEN\` and \`SHIPWHEEL_TOKEN_<INDEX>\` (an API token for
\`publish\` and \`release\`),
\`SHIPWHEEL_STATE_DIR\` (where runs and releases are kept), and those of a
[private Sigstore](attestations.md).
`;

/** The reference of the command line, from the same table that the parser uses. */
export function commandLineReference(): string {
  const program = makeProgram(COMMANDS, {}, { long: true }, () => Promise.resolve());
  const pages = everyCommand(program).map((command) => {
    command.configureHelp({ helpWidth: 100 });
    const title = fullName(command);
    return `## ${title}\n\n\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\`\n`;
  });
  return `${GENERATED}\n\n# Command line\n\n${ENVIRONMENT}\n${[...pages, formatTable()].join("\n")}`;
}

function scopedVariables(): string {
  const rows = definitions(COMMANDS).flatMap((definition) =>
    Object.entries(definition.options)
      .filter(([, { scope }]) => scope !== undefined)
      .map(([key, declaration]) => {
        const isNegated = declaration.kind === "negation";
        const { plain, negated } = variableNames(key, declaration);
        const flag = `--${isNegated ? "no-" : ""}${flagName(key)}`;
        return `| \`${declaration.scope} ${flag}\` | \`${isNegated ? negated : plain}\` |\n`;
      }),
  );
  return `| option | variable |\n| --- | --- |\n${rows.sort().join("")}`;
}

function definitions(commands: readonly CommandDefinition[]): readonly CommandDefinition[] {
  return commands.flatMap((each) => [each, ...definitions(each.subcommands ?? [])]);
}

function formatTable(): string {
  const rows = FORMATS.map(({ name, summary }) => `| \`${name}\` | ${summary} |`);
  const head =
    "## Report formats\n\nThe values of `shipwheel check --format`.\n\n| format | what it is |\n| --- | --- |";
  return `${head}\n${rows.join("\n")}\n`;
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
