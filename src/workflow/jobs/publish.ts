import { DEFAULT_CONFIG } from "../../config/schema.ts";
import { fault } from "../../findings/fault.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import type { Ports } from "../../ports/ports.ts";
import { chooseTarget } from "../../publish/choose-target.ts";
import { verifyPublished } from "../../rehearse/rehearse.ts";
import { releaseExitCode } from "../../release/exit-code.ts";
import { publish } from "../../release/publish.ts";
import { uploadRequest } from "../../release/upload-options.ts";
import { formatSeconds } from "../../text/quantities.ts";
import { childEnvironment, proxyVariables } from "../../toolbox/child-environment.ts";
import { errorLines, proveRelease, required, type JobEnd, type JobRequest } from "./job.ts";
import { pythonsOf, unpackSource } from "./verify.ts";

/** Uploads the proven files by trusted publishing; nothing of the project is read but the files themselves. */
export async function publishJob(request: JobRequest, ports: Ports): Promise<JobEnd> {
  const { facts, distributions } = await proveRelease("publish", request, ports);
  const index = required("publish", "index", request.values);
  const nowhere = await ports.files.temporaryDirectory("settings");
  const ended = await publish(
    distributions,
    nowhere,
    { ...request.values, index, auth: request.values.auth ?? "trusted" },
    ports,
  );
  const errors = errorLines(ended.findings);
  if ("rejected" in ended) return { exitCode: 1, outputs: {}, text: errors.join("\n") };
  if (ended.fault !== null) throw ended.fault;
  const endpoints = index === "pypi" || index === "testpypi" ? ENDPOINTS[index] : null;
  const url = endpoints === null ? "" : `${endpoints.site}/project/${facts.project}/${facts.version}/`;
  const text = ended.complete
    ? `published ${facts.project} ${facts.version} to ${ended.index}`
    : errors.join("\n");
  return {
    exitCode: ended.complete ? 0 : releaseExitCode({ ...ended, rehearsal: null }),
    outputs: { url },
    text,
    notes: ended.complete && facts.tag === null ? [sinceCommit(facts.committed, ended.index, ports)] : [],
  };
}

/** Installs the release from its index and tries it. */
export async function installedJob(request: JobRequest, ports: Ports): Promise<JobEnd> {
  const { facts, distributions } = await proveRelease("installed", request, ports);
  return tryPublished(
    request,
    {
      directory: await unpackSource(request, ports),
      distributions,
      what: `${facts.project} ${facts.version}`,
    },
    ports,
  );
}

/** Installs the newest release that the index has. */
export async function watchJob(request: JobRequest, ports: Ports): Promise<JobEnd> {
  const project = required("watch", "project", request.values);
  const folder = await ports.files.temporaryDirectory("watched");
  const argv = [
    "python",
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--dest",
    folder,
  ];
  const { simpleUrl } = await targetFor(request, ports);
  const index = simpleUrl === null ? [] : ["--index-url", simpleUrl];
  const done = await ports.processes.run({
    argv: [...argv, ...index, "--", project],
    cwd: folder,
    env: childEnvironment(ports.environment, proxyVariables(ports.environment)),
    signal: ports.signal,
  });
  if (done.status !== 0) return { exitCode: 4, outputs: {}, text: done.stderr.trim() };
  const distributions = (await ports.files.list(folder)).map(({ name }) => `${folder}/${name}`);
  return tryPublished(request, { directory: folder, distributions, what: project }, ports);
}

async function tryPublished(
  request: JobRequest,
  {
    directory,
    distributions,
    what,
  }: { readonly directory: string; readonly distributions: readonly string[]; readonly what: string },
  ports: Ports,
): Promise<JobEnd> {
  const { simpleUrl, title } = await targetFor(request, ports);
  if (simpleUrl === null)
    throw fault("workflow/missing-value", { job: "installed", variable: "SHIPWHEEL_SIMPLE_URL" });
  const offline = request.values.offline === true;
  const report = await verifyPublished(
    { directory, worktree: false, allowNoGit: true, offline, distributions, ...pythonsOf(request) },
    simpleUrl,
    ports,
  );
  const text =
    report.exitCode === 0 ? `installed ${what} from ${title}` : errorLines(report.findings).join("\n");
  return { exitCode: report.exitCode, outputs: {}, text, report };
}

/** From a commit of the main branch to the index: what a maintainer waits for. */
function sinceCommit(committed: string, index: string, { clock }: Pick<Ports, "clock">): string {
  const seconds = (clock.now().getTime() - new Date(committed).getTime()) / 1000;
  const over = seconds > COMMIT_TO_INDEX_SECONDS ? ", over the budget" : "";
  return `from the commit to ${index}: ${formatSeconds(seconds)} of ${formatSeconds(COMMIT_TO_INDEX_SECONDS)}${over}`;
}

const COMMIT_TO_INDEX_SECONDS = 300;

/** The index that the job is about. */
export async function targetFor(
  { values, workspace }: JobRequest,
  ports: Pick<Ports, "files">,
): Promise<ReturnType<typeof chooseTarget>> {
  const { index, said } = await uploadRequest(workspace, values, ports);
  return chooseTarget(index ?? "pypi", DEFAULT_CONFIG.publish, said);
}
