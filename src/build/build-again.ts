import { join } from "node:path";
import type { BuildPorts } from "./build-environment.ts";
import { buildDistributions, startBuild, type BuildOutcome } from "./build-distributions.ts";
import type { BuildRequest } from "./build-request.ts";

/**
 * Builds once more, into a directory of its own, with the very versions of the build requirements that another build had:
 * those of its lock, else what its environment held.
 */
export async function buildAgain(
  request: BuildRequest,
  { made }: Pick<BuildOutcome, "made">,
  ports: BuildPorts,
): Promise<BuildOutcome> {
  const directory = await ports.files.temporaryDirectory("again");
  const again: BuildRequest = {
    ...request,
    outDirectory: join(directory, "dist"),
    logFile: join(directory, "build.log"),
  };
  const isPinned = made.environment.length > 0 && request.lock == null;
  const start = await startBuild(
    {
      ...again,
      requires: isPinned ? made.environment : request.tree.backend.requires,
      satisfies: isPinned ? made.required : [],
    },
    ports,
  );
  return buildDistributions(again, ports, start);
}
