import type { Ports } from "../ports/ports.ts";
import { comparedWith } from "../trust/compare-run.ts";
import { chooseCredentials } from "../publish/credentials/choose-credentials.ts";
import { openStaging } from "../publish/sessions/staging.ts";
import { uploadToken } from "../publish/upload-token.ts";
import { findPages } from "../publish/detect-index.ts";
import { releaseLook } from "../publish/release-look.ts";
import { gitRunner } from "../git/git-runner.ts";
import { planAttestations } from "../rehearse/attestations/plan-attestations.ts";
import type { RunReport } from "../engine/report.ts";
import { targetOfKind } from "../index-client/targets.ts";
import { notReached, runSteps } from "../engine/steps/run-steps.ts";
import { executableSteps, planSteps } from "../engine/steps/step.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { endingStaged } from "./ending-staged.ts";
import type { ReleaseReport } from "./record/release-report.ts";
import { installLines } from "./install-lines.ts";
import { judgeDifference } from "./judge-difference.ts";
import { judgeRestored } from "./files/judge-restored.ts";
import { localWheels } from "./local-wheels.ts";
import { tellingInterruption } from "./state/interruption.ts";
import type { ReleaseMaterial } from "./material.ts";
import { isPartlyPublic, publicFiles } from "./state/public-files.ts";
import { prepareRelease, type PreparedRelease } from "./read-release.ts";
import { rehearsedMaterial } from "./rehearsed-material.ts";
import { OPENING_STEPS, RELEASING_STEPS } from "./release-steps.ts";
import { openReleaseState, type ReleaseState } from "./state/release-state.ts";
import { notesFromChangelog } from "./release-text.ts";
import type { ReleaseRequest } from "./request.ts";
import { openKept } from "./steps/rehearse.ts";

/**
 * Releases the project: carries out the steps of {@link planRelease}, those that can be taken back before those that
 * cannot. The same call again, after whatever end, looks what is done and does the rest. Throws what
 * {@link prepareRelease} throws, `auth/…`, `attest/…`, `release/locked`.
 */
export async function release(request: ReleaseRequest, ports: Ports): Promise<ReleaseReport> {
  return releasePrepared(await prepareRelease(request, ports), request, ports);
}

/** As {@link release}, when what goes where is decided. Its page is written when the answer was given. */
export async function releasePrepared(
  prepared: PreparedRelease,
  request: ReleaseRequest,
  ports: Ports,
  judgeFiles: typeof judgeRestored = judgeRestored,
): Promise<ReleaseReport> {
  const report = await carryOut(prepared, request, ports, judgeFiles);
  ports.later(async () => {
    const { writeReleasePage } = await import("./record/release-page.ts");
    await writeReleasePage(report, ports);
  });
  return report;
}

/** Of this run's rehearsal, else of the one that made the files. */
function rehearsedReport(rehearsal: RunReport | null, { journal }: ReleaseState): string | null {
  if (rehearsal !== null) return rehearsal.output?.report ?? null;
  const kept = journal.last("rehearsed")?.data["report"];
  return typeof kept === "string" ? kept : null;
}

async function carryOut(
  prepared: PreparedRelease,
  asked: ReleaseRequest,
  ports: Ports,
  judgeFiles: typeof judgeRestored,
): Promise<ReleaseReport> {
  const { project, version, index, tag, commit } = prepared;
  // Before anything is written down: a release that nobody may upload is told in a second.
  const { target } = prepared;
  const request = { ...asked, run: { ...asked.run, target: targetOfKind(target.dialect) } };
  const recorded = prepared.config.publish.publishers[index] ?? [];
  const credentials = comparedWith(
    await chooseCredentials(target, request.auth, ports, request.token),
    recorded,
  );
  const [notes, attestations] = await Promise.all([
    notesFromChangelog(prepared, prepared.baseline, ports),
    planAttestations(prepared.config.release, target, credentials, ports),
  ]);
  const look = releaseLook(target, credentials, { project, version }, ports);
  await using state = await openReleaseState({ project, version, index }, ports);
  let rehearsal: RunReport | null = null;
  const material: ReleaseMaterial = {
    release: prepared,
    request,
    target,
    credentials,
    look,
    pages: () => findPages(target, credentials, { project, version }, ports),
    git: gitRunner(prepared.tree.root, ports),
    state,
    notes,
    attestations,
    judgeFiles: (paths) => judgeFiles(paths, { release: prepared, request }, ports),
    onRehearsed(report) {
      rehearsal = report;
    },
  };
  const opening = await runSteps(
    executableSteps(OPENING_STEPS, prepared, material, ports),
    state.journal,
    ports,
  );
  const head = {
    project,
    version,
    tag: tag?.name ?? null,
    commit,
    index: target.title,
    install: [] as readonly string[],
    directory: state.directory,
    report: rehearsedReport(rehearsal, state),
    rehearsal,
  };
  const open = planSteps(RELEASING_STEPS, prepared).map(notReached);
  const stopped = (findings: readonly Finding[]): ReleaseReport => ({
    ...head,
    ...opening,
    steps: [...opening.steps, ...open],
    findings: [...opening.findings, ...findings],
    complete: false,
    public: null,
    isPartly: false,
  });
  if (!opening.complete) return stopped([]);
  const files = await openKept(state, ports);
  const token = uploadToken(target, credentials, ports, project);
  const staging =
    target.sessions == null ? null : openStaging({ index: target, token, look }, { project, version }, ports);
  try {
    const local = localWheels(files, target);
    if (local.length > 0) return stopped(local);
    const promised = await judgeDifference(
      prepared,
      { directory: state.distributions, hasEntry: notes.hasEntry, offline: request.run.offline },
      ports,
    );
    if (promised.some(isError)) return stopped(promised);
    const names = files.map((file) => file.fileName);
    const [result, seen] = await tellingInterruption(head, state.journal, ports, async () => {
      const rehearsed = await rehearsedMaterial(material, files, token, staging, ports);
      const steps = executableSteps(RELEASING_STEPS, prepared, rehearsed, ports);
      const left = { staging, token, index: target.title, journal: state.journal };
      const ended = await endingStaged(left, ports, () => runSteps(steps, state.journal, ports));
      return [ended, ended.complete ? null : await publicFiles(look, names, state.journal)] as const;
    });
    const isPartly = seen !== null && isPartlyPublic(seen);
    const steps = [...opening.steps, ...result.steps];
    const findings = [...opening.findings, ...promised, ...result.findings];
    const install = installLines(project, version, target, files);
    return { ...head, ...result, install, steps, findings, public: seen, isPartly };
  } finally {
    await token.burn();
    for (const file of files) await file[Symbol.asyncDispose]();
  }
}
