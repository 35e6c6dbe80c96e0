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
    "Sets up GitHub or GitLab as the workflow files ask for it. A plan first; --apply makes it. What is there already stays as it is.",
  arguments: [],
  options: {},
  subcommands: [setupHostCommand("github", "GitHub"), setupHostCommand("gitlab", "GitLab")],
  run() {
    const reason = "name the host: github or gitlab";
    return Promise.reject(fault("usage/arguments", { reason, command: "setup" }));
  },
});
