import { relative, resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import type { RunReport } from "../../../engine/report.ts";
import { fault } from "../../../findings/fault.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import { document } from "../../documents.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";

/** `shipwheel footprint`: what an installation takes, as the last run's trials saw it. */
export const footprintCommand: CommandDefinition = defineCommand({
  name: "footprint",
  summary: "show what an installation takes, with each of the extras",
  group: "Check and build",
  examples: [
    { run: "shipwheel footprint", what: "by the trials of the last rehearsal or verification" },
    { run: "shipwheel footprint --write README.md", what: "as a table between markers" },
  ],
  description:
    "Sizes, files, dependencies and seconds of the installations that the last run made. Limits of " +
    "[tool.shipwheel.footprint] are held here and by the trials; a limit that is exceeded ends with exit code 4.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    write: {
      kind: "text",
      scope: "footprint",
      value: "<file>",
      help: "write the table between markers into this document",
    },
  },
  async run({ session, args, options }) {
    const { ports, globals, style } = session;
    const here = workingDirectory(globals, terminal.directory());
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const [{ lastRun }, { footprintOf }, table, { overBudget }, { directorySettings }] = await Promise.all([
      import("../../../engine/last-run.ts"),
      import("../../../footprint/footprint.ts"),
      import("../../../footprint/footprint-table.ts"),
      import("../../../footprint/budgets.ts"),
      import("./directory-settings.ts"),
    ]);
    const run = await lastRun(directory, ports);
    if (run === null) throw fault("usage/no-report", { directory });
    const report = footprintOf(JSON.parse(await ports.files.readText(run.document)) as RunReport);
    if (report.rows.length === 0) throw fault("usage/no-trials", { report: run.document });
    const settings = await directorySettings(directory, ports.files);
    const findings = overBudget(report, settings.footprint);
    const { renderTable } = await import("../../render/table.ts");
    const { renderFindings } = await import("../../render/findings.ts");
    const rows = report.rows.map(table.footprintCells);
    const lines = [...renderTable(table.FOOTPRINT_COLUMNS, rows, { right: [1, 2, 3, 4, 5, 6] })];
    if (options.write !== undefined) {
      const path = resolve(here, options.write);
      const before = await ports.files.readText(path).catch(() => "");
      await ports.files.write(path, table.withFootprint(before, report));
      lines.push("", `written into ${relative(here, path)}`);
    }
    return {
      exitCode: findings.length > 0 ? EXIT_CODES.verify : 0,
      json: document("footprint", { ...report, findings }),
      text: [...lines, ...(findings.length === 0 ? [] : ["", renderFindings(findings, style)])].join("\n"),
    };
  },
});
