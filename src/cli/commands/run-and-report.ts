import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { makeReport } from "../../engine/make-report.ts";
import { makeOutputDirectory } from "../../engine/run-output.ts";
import type { RunReport } from "../../engine/report.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import { runPipeline } from "../../engine/run.ts";
import type { Stage } from "../../engine/stage.ts";
import { renderHtmlReport } from "../render/report-html.ts";
import { renderTextReport } from "../render/report-text.ts";
import type { Outcome } from "../session.ts";
import type { OptionsOf } from "../options/declaration.ts";
import type { Invocation } from "./definition.ts";
import { projectDirectory, workingDirectory } from "./directory.ts";
import { runRequest, type OUTPUT_OPTIONS, type RunOptions } from "./run-options.ts";

/** Runs a list of stages on a project and tells the result: what `rehearse` and `build` have in common. */
export async function runAndReport(
  command: RunReport["command"],
  stages: readonly Stage[],
  { session, args, options }: Invocation<RunOptions & OptionsOf<typeof OUTPUT_OPTIONS>>,
  more: Partial<RunRequest> = {},
): Promise<Outcome> {
  const { ports, style, globals } = session;
  const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
  const named =
    options.output === undefined
      ? undefined
      : resolve(workingDirectory(globals, terminal.directory()), options.output);
  const output = await makeOutputDirectory(named, directory, ports);
  const report = await runPipeline(
    stages,
    { ...runRequest(directory, globals, options), ...more },
    output,
    command,
    (run, told) => makeReport(command, run, told),
    ports,
  );
  await ports.files.write(output.reportJson, `${JSON.stringify(report, null, 2)}\n`);
  await ports.files.write(output.reportHtml, renderHtmlReport(report));
  return {
    exitCode: report.exitCode,
    json: { ...report },
    text: renderTextReport(report, style, { verbose: globals.verbose }),
  };
}
