import { Option, type Command } from "commander";

/** The options that every command has. */
export interface GlobalOptions {
  readonly directory?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: "auto" | "always" | "never";
  readonly progress: boolean;
  readonly offline: boolean;
  readonly yes: boolean;
}

/** An option with its environment variable, `--build-timeout` = `SHIPWHEEL_BUILD_TIMEOUT`. */
export function option(flags: string, description: string): Option {
  const made = new Option(flags, description);
  const name = (made.long ?? flags).replace(/^--(no-)?/, "");
  return made.env(`SHIPWHEEL_${name.replaceAll("-", "_").toUpperCase()}`);
}

/** Adds the global options to a command, so that they may stand before or behind its name. */
export function addGlobalOptions(command: Command): Command {
  return command
    .addOption(
      option("-C, --directory <dir>", "work in this directory (default: nearest pyproject.toml upwards)"),
    )
    .addOption(option("--json", "print exactly one JSON document on standard output").default(false))
    .addOption(option("-q, --quiet", "print only the result").default(false))
    .addOption(option("-v, --verbose", "print more").default(false))
    .addOption(
      option("--color <when>", "colour the output").choices(["auto", "always", "never"]).default("auto"),
    )
    .addOption(new Option("--no-progress", "no progress on standard error").env("SHIPWHEEL_NO_PROGRESS"))
    .addOption(option("--offline", "never go to the network for tools or dependencies").default(false))
    .addOption(option("--yes", "answer yes to every question").default(false));
}
