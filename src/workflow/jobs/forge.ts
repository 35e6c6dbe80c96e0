import { openAssets } from "../../announce/assets.ts";
import { announce, attachFiles, draft } from "../../announce/forge-steps.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import { runSteps } from "../../engine/steps/run-steps.ts";
import { executableSteps } from "../../engine/steps/step.ts";
import { fault } from "../../findings/fault.ts";
import { chooseForge } from "../../forge/choose-forge.ts";
import type { Ports } from "../../ports/ports.ts";
import { openReleaseState } from "../../release/state/release-state.ts";
import { proveRelease, type JobEnd, type JobRequest } from "./job.ts";

/** Drafts the release on its host and attaches the files, or shows it to everybody. What is done is found, not doubled. */
export async function forgeJob(
  kind: "draft" | "announce",
  request: JobRequest,
  ports: Ports,
): Promise<JobEnd> {
  const { facts, distributions } = await proveRelease(kind, request, ports);
  const { variables } = ports.environment;
  const repository =
    variables["GITHUB_REPOSITORY"] === undefined
      ? (variables["CI_PROJECT_URL"] ?? null)
      : `${variables["GITHUB_SERVER_URL"] ?? "https://github.com"}/${variables["GITHUB_REPOSITORY"]}`;
  const forge = chooseForge({ forge: "auto", repository, remote: null, variables }, ports);
  if (forge === null || facts.tag === null)
    throw fault("workflow/missing-value", {
      job: kind,
      variable: forge === null ? "GITHUB_REPOSITORY" : "GITHUB_REF_NAME",
    });
  const key = { project: facts.project, version: facts.version, index: `forge-${kind}` };
  await using state = await openReleaseState(key, ports);
  const opened = await Promise.all(distributions.map((path) => openDistribution(path, ports.files)));
  try {
    const rows = opened.map((file) => `| ${file.fileName} | \`${file.digests.sha256}\` |`);
    const text = {
      tag: facts.tag,
      commit: facts.commit,
      name: `${facts.project} ${facts.version}`,
      notes: `${facts.notes.trimEnd()}\n\n## Files\n\n| file | sha256 |\n| --- | --- |\n${rows.join("\n")}\n`,
      prerelease: facts.prerelease,
      latest: !facts.prerelease,
    };
    const material = { text, assets: await openAssets(opened, state, null, ports), forge };
    const planned = { tag: { name: facts.tag }, host: { title: forge.title } };
    const steps = executableSteps(
      kind === "draft" ? [draft, attachFiles] : [announce],
      planned,
      material,
      ports,
    );
    const ended = await runSteps(steps, state.journal, ports);
    if (ended.fault !== null) throw ended.fault;
    const said = ended.steps.map(({ title, detail }) => `${title}: ${detail}`).join("\n");
    return { exitCode: ended.complete ? 0 : 6, outputs: {}, text: said };
  } finally {
    for (const each of opened) await each[Symbol.asyncDispose]();
  }
}
