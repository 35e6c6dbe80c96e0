import { terminal } from "../../../adapters/terminal.ts";
import type { Config } from "../../../config/schema.ts";
import type { EffectiveSetting, SettingOrigin } from "../../../config/settings.ts";
import { TARGET_IDS } from "../../../index-client/targets.ts";
import { document } from "../../documents.ts";
import type { OptionDeclarations, OptionsOf } from "../../options/declaration.ts";
import type { OptionOrigin } from "../../options/read-options.ts";
import { renderTable } from "../../render/table.ts";
import type { Outcome, Session } from "../../session.ts";
import { defineCommand, type CommandDefinition, type Invocation } from "../definition.ts";
import { projectDirectory } from "../directory.ts";
import { BUILD_OPTIONS, PYTHON_OPTIONS, TRIAL_OPTIONS } from "../options/run-options.ts";

const { installer } = TRIAL_OPTIONS;
const { builder, buildTimeout } = BUILD_OPTIONS;

/** The options of commands that take the place of a setting. */

const OPTIONS = {
  origin: { kind: "switch", help: "also show where each value comes from" },
  ...PYTHON_OPTIONS,
  builder,
  buildTimeout,
  installer,
  target: { kind: "choice", value: "<kind>", choices: TARGET_IDS, help: "kind of index" },
  select: {
    kind: "list",
    value: "<rule>",
    help: "run only these rules: codes, families (P) or names; `all` adds those off by default",
  },
} as const satisfies OptionDeclarations;

type ShowOptions = OptionsOf<typeof OPTIONS>;

/** The setting that each of them stands for. */
const SETTING_OF: Readonly<Record<Exclude<keyof ShowOptions, "origin">, string>> = {
  python: "python",
  builder: "builder",
  buildTimeout: "build-timeout",
  installer: "installers",
  target: "target",
  select: "check.select",
};

const SHOW = {
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: OPTIONS,
  onlyLooks: () => ({ backend: false }),
  run: show,
} as const;

/** `shipwheel config show`. */
export const configShowCommand: CommandDefinition = defineCommand({
  ...SHOW,
  name: "show",
  summary: "show every effective setting, with --origin also where it comes from",
  description:
    "Shows every effective setting: from [tool.shipwheel], a variable, an option, or the default. --origin adds the file and line, the variable or the option.",
  examples: [
    { run: "shipwheel config show --origin", what: "where each value comes from" },
    { run: "shipwheel config show --python 3.13", what: "as they are for a command with this option" },
  ],
});

async function show({ session, args, options, origins }: Invocation<ShowOptions>): Promise<Outcome> {
  const { ports, globals } = session;
  const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
  const settings = await readSettings(directory, { options, origins }, session);
  const lines = settings.map(({ key, value }) => `${key} = ${JSON.stringify(value)}`);
  const rows = settings.map(({ origin }, at) => [said(origin), lines[at] ?? ""]);
  const text = options.origin ? renderTable(["origin", "setting"], rows, session.style) : lines;
  return { exitCode: 0, json: document("settings", { directory, settings }), text: text.join("\n") };
}

async function readSettings(
  directory: string,
  { options, origins }: Pick<Invocation<ShowOptions>, "options" | "origins">,
  { ports }: Session,
): Promise<readonly EffectiveSetting[]> {
  const [{ readProject }, { readConfig }, { effectiveSettings }, { withUserIndexes }] = await Promise.all([
    import("../../../tree/read-project.ts"),
    import("../../../config/read-config.ts"),
    import("../../../config/settings.ts"),
    import("../../../publish/credentials/pypirc.ts"),
  ]);
  const { pyproject } = await readProject(directory, { allowNoGit: true }, ports);
  const config = readConfig(pyproject);
  const settings = effectiveSettings(config, pyproject).map((setting): EffectiveSetting => {
    const option = optionOf(setting.key);
    const origin: OptionOrigin | undefined = option === undefined ? null : origins[option];
    if (option === undefined || origin === null || origin === undefined) return setting;
    return { key: setting.key, value: options[option], origin };
  });
  const { indexes } = await withUserIndexes(config.publish, ports);
  return [...settings, ...userIndexes(indexes, config)];
}

function optionOf(key: string): keyof typeof SETTING_OF | undefined {
  const [option] = Object.entries(SETTING_OF).find(([, setting]) => setting === key) ?? [];
  return option as keyof typeof SETTING_OF | undefined;
}

/** Indexes that only this user has. */
function userIndexes(
  indexes: Config["publish"]["indexes"],
  { publish }: Config,
): readonly EffectiveSetting[] {
  return Object.entries(indexes)
    .filter(([name]) => publish.indexes[name] === undefined)
    .map(([name, { url }]) => {
      const variable = `POETRY_REPOSITORIES_${name.replaceAll("-", "_").toUpperCase()}_URL`;
      const isSet = (terminal.variables[variable] ?? "") !== "";
      const origin: SettingOrigin = isSet
        ? { kind: "variable", name: variable }
        : { kind: "file", file: "~/.pypirc" };
      return { key: `publish.indexes.${name}.url`, value: url, origin };
    });
}

function said(origin: SettingOrigin): string {
  switch (origin.kind) {
    case "default":
      return "default";
    case "file":
      return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`;
    case "variable":
    case "flag":
      return origin.name;
  }
}
