import { join } from "node:path";
import { openDistribution, type Distribution } from "../distribution/distribution.ts";
import type { Ports } from "../ports/ports.ts";
import { freezeFile, type FrozenFile } from "../publish/frozen-file.ts";
import { fault } from "../findings/fault.ts";
import { rehearse } from "../rehearse/rehearse.ts";
import type { RunReport } from "../engine/report.ts";
import { freezeSet, frozenFiles } from "./frozen-set.ts";
import type { PreparedRelease } from "./prepare-release.ts";
import type { ReleaseState } from "./release-state.ts";
import type { ReleaseRequest } from "./request.ts";

/** The files of a release: rehearsed just now, or kept from the run that began it. */
export interface ReleaseFiles {
  /** Null when they were kept. */
  readonly rehearsal: RunReport | null;
  /** Null when the rehearsal was red. */
  readonly files: readonly Distribution[] | null;
}

/**
 * Gives the bytes of the release: those of the first run as long as they are for the same commit and intact, else
 * freshly rehearsed ones, copied away before anything is begun. Throws `release/other-bytes`.
 */
export async function releaseFiles(
  prepared: PreparedRelease,
  state: ReleaseState,
  request: ReleaseRequest,
  ports: Ports,
): Promise<ReleaseFiles> {
  const frozen = frozenFiles(state.journal);
  const isBegun = state.journal.entries.some(
    (entry) => entry.type === "begin" && entry.data["reversible"] === false,
  );
  const rehearsedCommit = state.journal.last("rehearsed")?.data["commit"];
  const isRehearsed = rehearsedCommit === prepared.commit && (!isWaived(state) || request.run.allowWaived);
  if (frozen !== null && (isBegun || isRehearsed)) {
    const kept = await keptFiles(frozen, state, ports);
    if (kept !== null) return { rehearsal: null, files: kept };
    if (isBegun) {
      throw fault("release/other-bytes", {
        file: state.distributions,
        actual: "(changed or missing)",
        expected: "as the journal says",
      });
    }
  }
  const rehearsal = await rehearse(
    { ...request.run, gates: "later", as: prepared.rehearsed?.version ?? null },
    ports,
    request.output,
  );
  if (rehearsal.exitCode !== 0) return { rehearsal, files: null };
  await ports.files.remove(state.distributions);
  await ports.files.makeDirectory(state.distributions);
  const made: FrozenFile[] = [];
  for (const artifact of rehearsal.artifacts) {
    const path = join(state.distributions, artifact.file);
    await ports.files.copy(artifact.path, path);
    const file = await freezeFile(path, artifact.file, ports);
    if (file.sha256 !== artifact.sha256) {
      throw fault("release/other-bytes", {
        file: artifact.file,
        actual: file.sha256,
        expected: artifact.sha256,
      });
    }
    made.push(file);
  }
  await freezeSet(state.journal, made);
  await state.journal.append("rehearsed", {
    commit: prepared.commit,
    installed: [...new Set(rehearsal.trials.flatMap((trial) => trial.dependencies))].sort(),
    report: rehearsal.output?.report ?? null,
    ignored: rehearsal.ignored,
    waived: rehearsal.waived,
    skipped: rehearsal.trials.flatMap((trial) => trial.notTried),
  });
  return { rehearsal, files: await openAll(made, state, ports) };
}

/** Whether the kept files passed by waivers: without the flag they are rehearsed anew. */
function isWaived(state: ReleaseState): boolean {
  const waived = state.journal.last("rehearsed")?.data["waived"];
  return Array.isArray(waived) && waived.length > 0;
}

/** The kept copies, when each is what the journal says; null when one is not. */
async function keptFiles(
  frozen: readonly FrozenFile[],
  state: ReleaseState,
  ports: Pick<Ports, "files">,
): Promise<readonly Distribution[] | null> {
  for (const file of frozen) {
    const path = join(state.distributions, file.fileName);
    const there = await ports.files.stat(path);
    if (there === null || there.size !== file.size || (await ports.files.sha256(path)) !== file.sha256)
      return null;
  }
  return openAll(frozen, state, ports);
}

function openAll(
  files: readonly FrozenFile[],
  state: ReleaseState,
  ports: Pick<Ports, "files">,
): Promise<readonly Distribution[]> {
  return Promise.all(
    files.map((file) => openDistribution(join(state.distributions, file.fileName), ports.files)),
  );
}
