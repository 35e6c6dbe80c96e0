import type { Ports } from "../ports/ports.ts";
import { makeReport } from "../engine/make-report.ts";
import { makeOutputDirectory } from "../engine/run-output.ts";
import type { RunReport } from "../engine/report.ts";
import type { RunRequest } from "../engine/run-request.ts";
import { runPipeline } from "../engine/run.ts";
import { rehearsalStages } from "./stages.ts";

/**
 * Rehearses a whole release of the project in `request.directory` and returns what is to be told. Defects are in the
 * report; faults in what one asks for (no such directory) are thrown. `output`: a new or an empty
 * directory for artefacts, record and report; without it a place in the user's state directory.
 */
export async function rehearse(request: RunRequest, ports: Ports, output?: string): Promise<RunReport> {
  const place = await makeOutputDirectory(output, request.directory, ports);
  const report = (...[run, told]: Parameters<Parameters<typeof runPipeline>[4]>): RunReport =>
    makeReport("rehearse", run, told);
  return runPipeline(rehearsalStages, request, place, "rehearse", report, ports);
}
