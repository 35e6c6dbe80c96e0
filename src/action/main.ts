import { keepHeapSmall } from "../adapters/heap.ts";
import { runnerFiles } from "../adapters/runner-files.ts";
import { terminal } from "../adapters/terminal.ts";
import { COMMANDS, main } from "../cli/program.ts";
import { annotations } from "../cli/render/github/annotation.ts";
import { faultsOf } from "../cli/render/github/summary-document.ts";
import { Fault } from "../findings/fault.ts";
import { EXIT_CODES } from "../findings/phase.ts";
import { safeJson } from "../text/printable.ts";
import { workflowCommand } from "../text/workflow-command.ts";
import { commandArguments } from "./arguments.ts";
import { readInputs } from "./inputs.ts";
import { burnKeptToken, keepToken } from "./kept-token.ts";
import { actionOutputs } from "./outputs.ts";

void (isPost() ? endJob() : runCommand());

/** The runner starts one file twice: for the step, and when the job ends. */
function isPost(): boolean {
  return terminal.variables["STATE_post"] === "true";
}

async function runCommand(): Promise<void> {
  const { variables } = terminal;
  const { write } = terminal.stdout;
  const runner = runnerFiles(variables);
  runner.state("post", "true");
  try {
    const inputs = readInputs(variables);
    const argv = commandArguments(inputs, COMMANDS);
    keepHeapSmall();
    const budget = Number(inputs["time-budget"]);
    const exitCode = await main(argv, {
      event: (event) => {
        if (event.type === "upload-token") keepToken(event, runner, write);
      },
      outcome: ({ exitCode: code, json }) => {
        const file = json === null ? "" : runner.keep("result.json", safeJson(json));
        // A command without GitHub's format tells a fault on standard error only.
        if (!argv.includes("--format=github")) write(annotations([], faultsOf(json ?? {})));
        for (const [name, value] of Object.entries(actionOutputs(code, json, file)))
          runner.output(name, value);
      },
      ...(budget > 0 ? { budget } : {}),
    });
    terminal.exitWith(exitCode);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    write(workflowCommand("error", error.message, { title: `${error.code} (${error.phase})` }));
    runner.output("exit-code", String(EXIT_CODES[error.phase]));
    terminal.exitWith(EXIT_CODES[error.phase]);
  }
}

async function endJob(): Promise<void> {
  const isUseless = await burnKeptToken(terminal.variables);
  if (isUseless !== false) return;
  const text = "the upload token of this job could not be revoked; it expires within 15 minutes";
  terminal.stdout.write(workflowCommand("warning", text));
}
