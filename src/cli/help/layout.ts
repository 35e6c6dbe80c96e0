import { Help, type Command, type Option } from "commander";
import { terminal } from "../../adapters/terminal.ts";
import { wantsColor } from "../render/capabilities.ts";
import type { Example } from "../commands/definition.ts";

const LONGEST_LINE = 100;
const GLOBAL = "Global options:";

/** Facts of an option that only the long help shows: its variable. */
const variables = new WeakMap<Option, string>();

/** The variable of an option. */
export function variableOf(option: Option): string | undefined {
  return variables.get(option);
}

/** Remembers which variable an option has. */
export function setVariable(option: Option, variable: string): Option {
  variables.set(option, variable);
  return option;
}

const choices = new WeakMap<Option, readonly string[]>();

/** The values of an option that has a few. */
export function choicesOf(option: Option): readonly string[] | undefined {
  return choices.get(option);
}

/** Remembers which values an option has; the help lists them by itself. */
export function setChoices(option: Option, values: readonly string[]): Option {
  choices.set(option, values);
  return option;
}

/** Marks an option that every command has: the short help of a command only refers to it. */
export function asGlobal(option: Option): Option {
  return option.helpGroup(GLOBAL);
}

/** Which help is shown: `-h` of a command leaves out variables, global options and the longer description. */
export interface HelpKind {
  readonly long: boolean;
}

/** Lays out the help of a command: groups, examples, where to read on. */
export function layOutHelp(command: Command, examples: readonly Example[], { long }: HelpKind): void {
  const isRoot = command.parent === null;
  const shows = long || isRoot;
  command.configureHelp({
    visibleOptions: (each) =>
      Help.prototype.visibleOptions
        .call(new Help(), each)
        .filter((option) => shows || option.helpGroupHeading !== GLOBAL),
    optionDescription(option) {
      const text = Help.prototype.optionDescription.call(new Help(), option);
      const variable = variableOf(option);
      return long && !isRoot && variable !== undefined ? `${text} [env: ${variable}]` : text;
    },
    commandDescription: (each) => (long || isRoot ? each.description() : each.summary()),
    subcommandTerm: (each) => each.name(),
    styleTitle: (text) => `\u001b[1m${text}\u001b[22m`,
    styleCommandText: (text) => `\u001b[36m${text}\u001b[39m`,
    styleSubcommandText: (text) => `\u001b[36m${text}\u001b[39m`,
    styleOptionText: (text) => `\u001b[36m${text}\u001b[39m`,
    minWidthToWrap: 40,
  });
  command.configureOutput({
    writeOut: terminal.stdout.write,
    writeErr: () => undefined,
    getOutHelpWidth: () => Math.min(LONGEST_LINE, terminal.stdout.columns()),
    getOutHasColors: () => wantsColor("auto", terminal.variables, terminal.stdout.isTerminal),
  });
  command.addHelpText("after", () => closing(command, examples, shows));
}

function closing(command: Command, examples: readonly Example[], shows: boolean): string {
  const width = Math.max(0, ...examples.map(({ run }) => run.length));
  const lines = examples.map(({ run, what }) => `  ${run.padEnd(width)}  # ${what}`);
  const path = pathOf(command);
  const more = shows
    ? "Exit codes: shipwheel help exit-codes. Environment variables: shipwheel help environment."
    : `Global options, variables and details: ${path} --help`;
  return `${lines.length === 0 ? "" : `\nExamples:\n${lines.join("\n")}\n`}\n${more}`;
}

/** `shipwheel version bump`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
