import type { CommandDefinition } from "../cli/commands/definition.ts";
import { fault } from "../findings/fault.ts";
import { lines, oneLine, type ActionInputs } from "./inputs.ts";

/**
 * The command line that the inputs ask for. Every input but `arguments` can only be the value that it is for: one that
 * begins with a dash is refused or becomes a path. Throws `usage/arguments`.
 */
export function commandArguments(
  inputs: ActionInputs,
  commands: readonly CommandDefinition[],
): readonly string[] {
  const words = (oneLine(inputs, "command") ?? "").split(/ +/);
  const command = findCommand(words, commands);
  const given = lines(inputs, "arguments");
  const directory = oneLine(inputs, "working-directory");
  const options = (["index", "output"] as const).flatMap((name) => {
    const value = oneLine(inputs, name);
    if (value === undefined) return [];
    if (!(name in command.options)) refuse(`${command.name} has no option --${name}`, words);
    return [`--${name}=${value}`];
  });
  const isTold = given.some((each) => /^--(format|json|output-format)(=|$)/.test(each));
  return [
    ...words,
    ...(directory === undefined ? [] : [`--directory=${directory}`]),
    ...options,
    ...(hasGithubFormat(command) && !isTold ? ["--format=github"] : []),
    ...given,
    ...lines(inputs, "path").map((path) => (path.startsWith("-") ? `./${path}` : path)),
  ];
}

function findCommand(
  [first = "", ...rest]: readonly string[],
  commands: readonly CommandDefinition[],
): CommandDefinition {
  const found = commands.find((each) => each.name === first);
  if (found === undefined) {
    const known = commands.map((each) => each.name).join(", ");
    return refuse(
      first === ""
        ? `the input command is empty; it is one of ${known}`
        : `unknown command ${first}; available: ${known}`,
      [first],
    );
  }
  return rest.length === 0 ? found : findCommand(rest, found.subcommands ?? []);
}

function refuse(reason: string, words: readonly string[]): never {
  throw fault("usage/arguments", { reason, command: words.join(" ") });
}

function hasGithubFormat({ options }: CommandDefinition): boolean {
  const { format } = options;
  return format?.kind === "choice" && format.choices.includes("github");
}
