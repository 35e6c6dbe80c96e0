import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { buildJob } from "./build.ts";
import { collectJob } from "./collect.ts";
import { forgeJob } from "./forge.ts";
import type { JobEnd, JobRequest } from "./job.ts";
import { planJob } from "./plan.ts";
import { installedJob, publishJob, watchJob } from "./publish.ts";
import { verifiedJob, verifyJob } from "./verify.ts";

const JOBS: Readonly<Record<string, (request: JobRequest, ports: Ports) => Promise<JobEnd>>> = {
  plan: planJob,
  build: (request, ports) => buildJob("all", request, ports),
  sdist: (request, ports) => buildJob("sdist", request, ports),
  collect: collectJob,
  verify: verifyJob,
  verified: verifiedJob,
  publish: publishJob,
  installed: installedJob,
  draft: (request, ports) => forgeJob("draft", request, ports),
  announce: (request, ports) => forgeJob("announce", request, ports),
  watch: watchJob,
};

/** The jobs of a generated workflow, in their order. */
export const JOB_NAMES: readonly string[] = Object.keys(JOBS);

/** Runs a job and hands its outputs on, in the way of the host. */
export async function runJob(name: string, request: JobRequest, ports: Ports): Promise<JobEnd> {
  const job = JOBS[name];
  if (job === undefined) throw new Error(`no such job: ${name}`);
  const ended = await job(request, ports);
  await writeOutputs(ended.outputs, request.workspace, ports);
  return ended;
}

async function writeOutputs(
  outputs: JobEnd["outputs"],
  workspace: string,
  { files, environment: { variables }, random }: Pick<Ports, "files" | "environment" | "random">,
): Promise<void> {
  const entries = Object.entries(outputs);
  const file = variables["GITHUB_OUTPUT"];
  if (file !== undefined && file !== "") {
    // Nothing that a value holds can end it: the delimiter is not to be guessed.
    const delimiter = `shipwheel_${Buffer.from(random.bytes(16)).toString("hex")}`;
    await files.append(
      file,
      entries.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join(""),
    );
  } else if (variables["GITLAB_CI"] !== undefined) {
    const lines = entries.map(
      ([name, value]) => `SHIPWHEEL_${name.toUpperCase()}=${value.replaceAll("\n", " ")}\n`,
    );
    await files.write(join(workspace, "shipwheel.env"), lines.join(""));
  }
}
