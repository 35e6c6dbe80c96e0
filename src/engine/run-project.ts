import type { Ports } from "../ports/ports.ts";
import { makeReport } from "./make-report.ts";
import { toolsOf } from "./tools.ts";
import type { Description } from "./page/readme.ts";
import type { RunReport } from "./report.ts";
import type { ReleaseValues } from "./release-values.ts";
import type { RunRequest } from "./run-request.ts";
import { makeOutputDirectory } from "./run-output.ts";
import { runPipeline } from "./run.ts";
import type { Stage } from "./stage.ts";

/** What a use case adds to the report of a run, from the values that came about. */
export type MoreToTell = (values: Partial<ReleaseValues>, ports: Ports) => Promise<Pick<RunReport, "steps">>;

/**
 * Runs stages on the project of a request and leaves what they made, the record and both reports in `output`: a new or
 * an empty directory, without which it is a place in the user's state directory. Defects are in the report; faults in
 * what one asks for (no such directory) are thrown.
 */
export async function runProject(
  command: RunReport["command"],
  stages: readonly Stage[],
  request: RunRequest,
  output: string | undefined,
  ports: Ports,
  more: MoreToTell = () => Promise.resolve({}),
): Promise<RunReport> {
  const place = await makeOutputDirectory(output, request.directory, ports);
  let description: Description | null = null;
  const report = await runPipeline(
    stages,
    request,
    place,
    command,
    async (run, told) => {
      description = describe(run.result.values);
      return {
        ...makeReport(command, run, await toolsOf(run.result.values, told), told),
        ...(await more(run.result.values, told)),
      };
    },
    ports,
  );
  await ports.files.write(place.reportJson, `${JSON.stringify(report, null, 2)}\n`);
  ports.later(async () => {
    const { writeRunPage } = await import("./page/write-run-page.ts");
    await writeRunPage({ report, description, place, released: null }, ports);
  });
  return report;
}

function describe({ distributions }: Partial<ReleaseValues>): Description | null {
  const metadata = distributions?.find((each) => each.metadata !== null)?.metadata;
  if (metadata == null || metadata.description === null) return null;
  return { text: metadata.description, contentType: metadata.descriptionContentType };
}
