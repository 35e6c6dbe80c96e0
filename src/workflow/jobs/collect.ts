import { basename, join } from "node:path";
import { checkPaths } from "../../check/inputs/check-paths.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import { unfitWheel } from "../../distribution/given/given-wheels.ts";
import { fault } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import type { Ports } from "../../ports/ports.ts";
import {
  digestsOf,
  errorLines,
  proveRelease,
  releaseFolder,
  type JobEnd,
  type JobRequest,
  type ReleaseFacts,
} from "./job.ts";
import { unpackSource } from "./verify.ts";

/** Joins the sdist and the wheels that each platform built from it, checks them together, and fixes their digests. */
export async function collectJob(request: JobRequest, ports: Ports): Promise<JobEnd> {
  const { facts, distributions } = await proveRelease("collect", request, ports);
  const folder = join(request.workspace, "wheels");
  const found = (await ports.files.stat(folder)) === null ? [] : await ports.files.list(folder);
  const wheels = found.flatMap(({ name }) => (name.endsWith(".whl") ? [join(folder, name)] : []));
  const reasons = (await Promise.all(wheels.map((path) => unfit(path, facts, ports)))).flat();
  if (wheels.length === 0) reasons.push("no job built a wheel");
  if (reasons.length > 0) throw fault("workflow/not-one-release", { reasons: reasons.join("; ") });
  const source = await unpackSource(request, ports);
  const checked = await checkPaths(
    {
      paths: [source, ...distributions, ...wheels],
      allowNoGit: true,
      select: [],
      ignore: [],
      offline: request.values.offline === true,
    },
    ports,
  );
  const errors = errorLines(checked.findings);
  if (errors.length > 0) return { exitCode: EXIT_CODES.check, outputs: {}, text: errors.join("\n") };
  const release = releaseFolder(request);
  for (const path of wheels) await ports.files.copy(path, join(release, "dist", basename(path)));
  const digests = JSON.stringify(Object.fromEntries(await digestsOf(release, ports)));
  return {
    exitCode: 0,
    outputs: { digests, name: facts.project, version: facts.version },
    text: `collected ${facts.project} ${facts.version}: ${wheels.map((path) => basename(path)).join(", ")}`,
  };
}

/** Why a wheel is not one of the release. */
async function unfit(
  path: string,
  facts: ReleaseFacts,
  { files }: Pick<Ports, "files">,
): Promise<readonly string[]> {
  await using wheel = await openDistribution(path, files);
  const reason = unfitWheel(wheel, facts);
  return reason === null ? [] : [reason];
}
