import { document } from "../documents.ts";
import { fault } from "../../findings/fault.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";

/** `shipwheel completion SHELL`: the script that makes a shell complete commands, options and rule codes. */
export const completionCommand: CommandDefinition = defineCommand({
  name: "completion",
  summary: "print the completion script of a shell: bash, zsh, fish or powershell",
  group: "shipwheel itself",
  examples: [
    { run: "shipwheel completion bash", what: 'in ~/.bashrc: eval "$(shipwheel completion bash)"' },
    { run: "shipwheel completion fish", what: "into ~/.config/fish/completions/shipwheel.fish" },
  ],
  description:
    "Prints a script that completes commands, options, their values, rule codes and packages: bash, zsh, fish or powershell. The script calls shipwheel, so it stays correct after an update.",
  arguments: [{ name: "<shell>", description: "bash, zsh, fish or powershell" }],
  options: {},
  async run({ args }) {
    const { COMPLETION_SCRIPTS } = await import("../help/completion-scripts.ts");
    const [shell = ""] = args;
    const script = Object.hasOwn(COMPLETION_SCRIPTS, shell) ? COMPLETION_SCRIPTS[shell] : undefined;
    if (script === undefined) {
      const reason = `no completion for ${shell}; there is one for ${Object.keys(COMPLETION_SCRIPTS).join(", ")}`;
      throw fault("usage/arguments", { reason, command: "completion" });
    }
    return { exitCode: 0, json: document("completion", { shell, script }), text: script };
  },
});
