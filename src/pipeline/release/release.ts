import { join } from "node:path";
import type { Distribution } from "../../dist/distribution.ts";
import type { ReleaseText } from "../../forge/forge.ts";
import type { Ports } from "../../ports/ports.ts";
import { chooseCredentials } from "../../publish/credentials.ts";
import type { PublishTarget } from "../../publish/target.ts";
import { gitRunner } from "../git-actions/git-runner.ts";
import type { RunReport } from "../report.ts";
import { releaseAssets } from "./assets.ts";
import { prepareRelease, type PreparedRelease } from "./prepare-release.ts";
import { releaseFiles } from "./release-files.ts";
import { openReleaseState, type ReleaseState } from "./release-state.ts";
import type { ReleaseRequest } from "./request.ts";
import { runSteps, type StepsResult } from "./run-steps.ts";
import type { ReleaseStep } from "./step.ts";
import { announceStep, assetsStep, draftStep } from "./steps/forge.ts";
import { sealStep } from "./steps/seal.ts";
import { pushTagStep, tagStep } from "./steps/tag.ts";
import { uploadStep } from "./steps/upload.ts";
import { verifyPublishedStep } from "./steps/verify-published.ts";

/** How a release ended. */
export interface ReleaseReport extends StepsResult {
  readonly project: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  /** What people call the index. */
  readonly index: string;
  /** Where its journal, files and proofs are kept. */
  readonly directory: string;
  /** Of this run; null when the files of an earlier one were taken. */
  readonly rehearsal: RunReport | null;
  /** Something irreversible happened, and not everything. */
  readonly isPartly: boolean;
}

const NO_STEPS: StepsResult = { steps: [], findings: [], fault: null, complete: false };

/**
 * Releases the project: rehearses it, keeps the very bytes, and carries the steps out, those that can be taken back
 * before those that cannot. The same call again, after whatever end, looks what is done and does the rest. Throws what
 * {@link prepareRelease} throws, `auth/…`, `release/locked`, `release/other-bytes`.
 */
export async function release(request: ReleaseRequest, ports: Ports): Promise<ReleaseReport> {
  return releasePrepared(await prepareRelease(request, ports), request, ports);
}

/** As {@link release}, when what goes where is decided. */
export async function releasePrepared(
  prepared: PreparedRelease,
  request: ReleaseRequest,
  ports: Ports,
): Promise<ReleaseReport> {
  const { project, version, index, tag, commit } = prepared;
  // Before anything is built: a release that nobody may upload is told in a second.
  const credentials = await chooseCredentials(prepared.target, request.auth, ports, request.token);
  await using state = await openReleaseState({ project, version, index }, ports);
  const { rehearsal, files } = await releaseFiles(prepared, state, request, ports);
  const head = {
    project,
    version,
    tag: tag.name,
    commit,
    index: prepared.target.title,
    directory: state.directory,
    rehearsal,
  };
  if (files === null) return { ...head, ...NO_STEPS, isPartly: false };
  try {
    const target: PublishTarget = { ...prepared.target, credentials };
    const steps = await releaseSteps(prepared, target, files, state, request, ports);
    const result = await runSteps(steps, state.journal, ports);
    const isBegun = state.journal.entries.some(
      (entry) => entry.type === "begin" && entry.data["reversible"] === false,
    );
    return { ...head, ...result, isPartly: isBegun && !result.complete };
  } finally {
    for (const file of files) await file[Symbol.asyncDispose]();
  }
}

/** The steps of a release, in their order: this list *is* it. */
async function releaseSteps(
  prepared: PreparedRelease,
  target: PublishTarget,
  files: readonly Distribution[],
  state: ReleaseState,
  request: ReleaseRequest,
  ports: Ports,
): Promise<readonly ReleaseStep[]> {
  const { forge, remote, tag, config } = prepared;
  const git = gitRunner(prepared.tree.root, ports);
  const text = releaseText(prepared);
  const assets = await releaseAssets(files, [], join(state.directory, "assets"), ports);
  const { simpleUrl } = target;
  const trial =
    simpleUrl !== null && config.release["verify-published"]
      ? {
          request: { ...request.run, distributions: files.map((file) => file.path) },
          simpleUrl,
          index: target.title,
        }
      : null;
  return [
    tagStep(tag, git),
    ...(remote === null ? [] : [pushTagStep(tag, remote, git)]),
    ...(forge === null ? [] : [draftStep(text, forge), assetsStep(text, assets, forge)]),
    uploadStep(files, target, state.journal, ports),
    ...(trial === null ? [] : [verifyPublishedStep(trial, state.journal, ports)]),
    ...(forge === null ? [] : [announceStep(text, forge)]),
    sealStep(
      {
        project: prepared.project,
        version: prepared.version,
        tag: tag.name,
        commit: prepared.commit,
        index: target.title,
        files: Object.fromEntries(assets.map((asset) => [asset.name, asset.sha256])),
      },
      state.journal,
    ),
  ];
}

function releaseText({ project, version, kind, tag, commit }: PreparedRelease): ReleaseText {
  return {
    tag: tag.name,
    commit,
    name: `${project} ${version}`,
    notes: "",
    prerelease: kind !== "stable",
    latest: kind === "stable",
  };
}
