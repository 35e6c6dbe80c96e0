import type { Ports } from "../ports/ports.ts";
import { chooseCredentials } from "../publish/credentials.ts";
import { uploadToken } from "../publish/upload-token.ts";
import type { PublishTarget } from "../publish/target.ts";
import { planAttestations } from "../rehearse/attestations/plan-attestations.ts";
import type { RunReport } from "../engine/report.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { installLines } from "./install-lines.ts";
import { judgeRelease } from "./judge-release.ts";
import { localWheels } from "./local-wheels.ts";
import { prepareRelease, type PreparedRelease } from "./prepare-release.ts";
import { proveRelease } from "./prove-release.ts";
import { isPartlyPublic, publicFiles, type PublicFiles } from "./public-files.ts";
import { releaseFiles } from "./release-files.ts";
import { openReleaseState } from "./release-state.ts";
import { releaseSteps } from "./release-steps.ts";
import { notesFromChangelog, releaseText } from "./release-text.ts";
import type { ReleaseRequest } from "./request.ts";
import { runSteps, type StepsResult } from "../engine/steps/run-steps.ts";

/** How a release ended. */
export interface ReleaseReport extends StepsResult {
  readonly project: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  /** What people call the index. */
  readonly index: string;
  /** What users type to install it; empty when nothing was built. */
  readonly install: readonly string[];
  /** Where its journal, files and proofs are kept. */
  readonly directory: string;
  /** Of this run; null when the files of an earlier one were taken. */
  readonly rehearsal: RunReport | null;
  /** What the index shows of it, looked at when a step had failed; null when nobody had to look. */
  readonly public: PublicFiles | null;
  /** A part of it is public, and not everything is done. */
  readonly isPartly: boolean;
}

const NO_STEPS: StepsResult = { steps: [], findings: [], fault: null, complete: false };

/**
 * Releases the project: rehearses it, keeps the very bytes, and carries the steps out, those that can be taken back
 * before those that cannot. The same call again, after whatever end, looks what is done and does the rest. Throws what
 * {@link prepareRelease} throws, `auth/…`, `attest/…`, `release/locked`, `release/other-bytes`.
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
  const target: PublishTarget = { ...prepared.target, credentials };
  const [notes, judged, attestations] = await Promise.all([
    notesFromChangelog(prepared, ports),
    judgeRelease(prepared, target, ports),
    planAttestations(prepared.config.release, target, ports),
  ]);
  // The rehearsal tells the rest of strict mode: only what stops everything comes first.
  const early = [...judged.filter(isError), ...notes.findings];
  await using state = await openReleaseState({ project, version, index }, ports);
  const head = {
    project,
    version,
    tag: tag.name,
    commit,
    index: prepared.target.title,
    install: [],
    directory: state.directory,
    public: null,
  };
  const stopped = (findings: readonly Finding[]): ReleaseReport => ({
    ...head,
    ...NO_STEPS,
    rehearsal: null,
    findings,
    isPartly: false,
  });
  if (early.some(isError)) return stopped(early);
  const conflicts = await proveRelease(prepared, target, state.journal, ports);
  if (conflicts.some(isError)) return stopped([...early, ...conflicts]);
  const { rehearsal, files } = await releaseFiles(prepared, state, request, ports);
  if (files === null) return { ...head, ...NO_STEPS, rehearsal, isPartly: false };
  const local = localWheels(files, target);
  if (local.length > 0) {
    for (const file of files) await file[Symbol.asyncDispose]();
    return { ...stopped([...early, ...local]), rehearsal };
  }
  const opened = credentials.kind === "token" ? null : uploadToken(target, ports, project);
  try {
    const text = releaseText(prepared, notes, files);
    const steps = await releaseSteps(
      {
        prepared,
        target: opened === null ? target : { ...target, opened },
        files,
        text,
        state,
        request,
        attestations,
      },
      ports,
    );
    const result = await runSteps(steps, state.journal, ports);
    const findings = [...early, ...result.findings];
    const names = files.map((file) => file.fileName);
    const seen = result.complete ? null : await publicFiles(target, project, names, state.journal, ports);
    const isPartly = seen !== null && isPartlyPublic(seen);
    const install = installLines(project, version, prepared.target, files);
    return { ...head, ...result, install, rehearsal, findings, public: seen, isPartly };
  } finally {
    await opened?.burn();
    for (const file of files) await file[Symbol.asyncDispose]();
  }
}
