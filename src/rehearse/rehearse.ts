import type { Ports } from "../ports/ports.ts";
import type { RunReport } from "../engine/report.ts";
import { runProject, type MoreToTell } from "../engine/run-project.ts";
import type { RunRequest } from "../engine/run-request.ts";
import { buildStages, packStages, publishedStages, rehearsalStages, verifyStages } from "./stages.ts";

/** Rehearses a whole release of the project in `request.directory`; see {@link runProject}. */
export function rehearse(
  request: RunRequest,
  ports: Ports,
  output?: string,
  more?: MoreToTell,
): Promise<RunReport> {
  return runProject("rehearse", rehearsalStages, request, output, ports, more);
}

/** Builds the sdist and the wheel of the project, and nothing else. */
export function build(request: RunRequest, ports: Ports, output?: string): Promise<RunReport> {
  return runProject("build", buildStages, request, output, ports);
}

/** Installs and tries `request.distributions`, with the settings of the project in `request.directory`. */
export function verify(request: RunRequest, ports: Ports, output?: string): Promise<RunReport> {
  return runProject("verify", verifyStages, request, output, ports);
}

/** Builds the distributions and checks them, for another machine to install and try. */
export function pack(request: RunRequest, ports: Ports, output?: string): Promise<RunReport> {
  return runProject("build", packStages, request, output, ports);
}

/** Installs `request.distributions` from the index that has them, whose pages are below `simpleUrl`. */
export function verifyPublished(request: RunRequest, simpleUrl: string, ports: Ports): Promise<RunReport> {
  return runProject("verify", publishedStages(simpleUrl), request, undefined, ports);
}
