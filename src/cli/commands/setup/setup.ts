import { fault } from "../../../findings/fault.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { setupHostCommand } from "./host.ts";

/** `shipwheel setup`: the settings of the repository's host. */
export const setupCommand: CommandDefinition = defineCommand({
  name: "setup",
  summary: "set up the repository host for publishing: environments, reviewers, tag rules",
  group: "Release",
  examples: [
    { run: "shipwheel setup github", what: "show what is missing on GitHub" },
    { run: "shipwheel setup github --apply", what: "make it" },
  ],
  description:
    "Sets up GitHub or GitLab as the workflow files require. Shows a plan; --apply carries it out. Existing settings are kept.",
  arguments: [],
  options: {},
  subcommands: [setupHostCommand("github", "GitHub"), setupHostCommand("gitlab", "GitLab")],
  run() {
    const reason = "use one of the commands github or gitlab";
    return Promise.reject(fault("usage/arguments", { reason, command: "setup" }));
  },
});
