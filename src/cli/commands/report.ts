import { terminal } from "../../adapters/terminal.ts";
import { fault } from "../../findings/fault.ts";
import { document } from "../documents.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";

/** `shipwheel report`: where the last run's page is, and that page in the browser. */
export const reportCommand: CommandDefinition = defineCommand({
  name: "report",
  summary: "print the path of the last run's report, or open it",
  group: "Release",
  examples: [
    { run: "shipwheel report --open", what: "in the browser" },
    { run: "shipwheel report", what: "print only the path, for another program" },
  ],
  description:
    "Finds report.html of the project's last rehearsal, build or verification, except for runs with --output.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    open: { kind: "switch", help: "open it in the default browser; without a display, print the path" },
  },
  async run({ session, args, options }) {
    const { ports, globals } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const [{ lastRun }, { openWithSystem }] = await Promise.all([
      import("../../engine/last-run.ts"),
      import("../../toolbox/open-with-system.ts"),
    ]);
    const run = await lastRun(directory, ports);
    if (run === null) throw fault("usage/no-report", { directory });
    const obstacle = options.open ? await openWithSystem(run.report, ports) : null;
    if (obstacle !== null) ports.events({ type: "note", level: "warning", text: `not opened: ${obstacle}` });
    return {
      exitCode: 0,
      json: document("report", { ...run, opened: options.open && obstacle === null }),
      text: run.report,
    };
  },
});
