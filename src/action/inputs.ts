import { fault } from "../findings/fault.ts";

/** An input of the action, as `action.yml` declares it. */
export interface ActionInput {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

export type InputName =
  | "command"
  | "path"
  | "index"
  | "output"
  | "arguments"
  | "working-directory"
  | "time-budget";

/** Every input, in the order of `action.yml`. */
export const ACTION_INPUTS: Readonly<Record<InputName, ActionInput>> = {
  command: {
    description: "The shipwheel command: rehearse, check, build, verify, publish, release, version check, …",
    required: true,
  },
  path: {
    description:
      "Arguments of the command: a directory or files, one per line. Default: the project in the working directory.",
  },
  index: {
    description: "The index to publish to: a name from the configuration, pypi, testpypi, or a URL.",
  },
  output: { description: "Directory for artifacts, record and report: new or empty." },
  arguments: {
    description: "Additional arguments for the command, one per line; they are not passed through a shell.",
  },
  "working-directory": { description: "The directory in which the command runs. Default: the workspace." },
  "time-budget": {
    description: "Time budget in seconds; the summary reports when a run exceeds it.",
    default: "300",
  },
};

export type ActionInputs = Readonly<Record<InputName, string>>;

/** The inputs as the runner hands them over: `INPUT_` and the name in capitals, its dashes kept. */
export function readInputs(variables: Readonly<Record<string, string>>): ActionInputs {
  const names = Object.keys(ACTION_INPUTS) as InputName[];
  return Object.fromEntries(
    names.map((name) => [name, (variables[`INPUT_${name.toUpperCase()}`] ?? "").trim()]),
  ) as ActionInputs;
}

/** An input of one line. A line ending in it would be a second value that nobody wrote. Throws `usage/arguments`. */
export function oneLine(inputs: ActionInputs, name: InputName): string | undefined {
  const value = inputs[name];
  if (/[\r\n\0]/.test(value)) {
    throw fault("usage/arguments", { reason: `the input ${name} has more than one line`, command: "" });
  }
  return value === "" ? undefined : value;
}

/** The lines of an input that may have several, without empty ones. */
export function lines(inputs: ActionInputs, name: InputName): readonly string[] {
  return inputs[name]
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
