import { relative, resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { fault } from "../../../findings/fault.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import type { Files } from "../../../ports/files.ts";
import { document } from "../../documents.ts";
import { writeResult } from "../../write-result.ts";
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
    const [{ measuredRuns }, table, { overBudget, overGrowth }, { directorySettings }] = await Promise.all([
      import("../../../footprint/measured-runs.ts"),
      import("../../../footprint/footprint-table.ts"),
      import("../../../footprint/budgets.ts"),
      import("./directory-settings.ts"),
    ]);
    const target = options.write === undefined ? null : resolve(here, options.write);
    const format = table.documentFormat(target ?? ".md");
    if (target !== null && format === null)
      throw fault("usage/cannot-write", {
        file: target,
        reason: "the table is Markdown (.md) or reStructuredText (.rst), by the ending of the name",
      });
    const { last: report, before: older, document: newest } = await measuredRuns(directory, ports);
    if (newest === null) throw fault("usage/no-report", { directory });
    if (report === null) throw fault("usage/no-trials", { report: newest });
    const { footprint: limits } = await directorySettings(directory, ports.files);
    const findings = [...overBudget(report, limits), ...overGrowth(report, older, limits)];
    const { renderTable } = await import("../../render/table.ts");
    const { renderFindings } = await import("../../render/findings.ts");
    const rows = report.rows.map(table.footprintCells);
    const lines = [...renderTable(table.FOOTPRINT_COLUMNS, rows, { right: [1, 2, 3, 4, 5, 6] })];
    if (limits["max-growth"] !== undefined && older === null)
      lines.push(
        "",
        `no run of a version before ${report.version} is kept on this machine: growth is not compared`,
      );
    if (target !== null && format !== null) {
      const before = await existingText(target, ports.files);
      await writeResult(target, table.withFootprint(before, report, format), ports.files);
      lines.push("", `written into ${relative(here, target)}`);
    }
    return {
      exitCode: findings.length > 0 ? EXIT_CODES.verify : 0,
      json: document("footprint", { ...report, findings }),
      text: [...lines, ...(findings.length === 0 ? [] : ["", renderFindings(findings, style)])].join("\n"),
    };
  },
});

/** Empty where there is no file yet. What cannot be read as text is not written over. */
async function existingText(file: string, files: Pick<Files, "read" | "stat">): Promise<string> {
  if ((await files.stat(file)) === null) return "";
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await files.read(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "EISDIR"
        ? "it is a directory"
        : error instanceof TypeError
          ? "it is not UTF-8 text"
          : String(code);
    throw fault("usage/cannot-write", { file, reason }, { cause: error });
  }
}
