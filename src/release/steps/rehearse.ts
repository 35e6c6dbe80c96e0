import { join } from "node:path";
import { openDistribution, type Distribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import { freezeFile, type FrozenFile } from "../../publish/frozen-file.ts";
import { fault } from "../../findings/fault.ts";
import { rehearse as runRehearsal } from "../../rehearse/rehearse.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import type { RunReport } from "../../engine/report.ts";
import { isBegun } from "../../engine/steps/done-steps.ts";
import type { StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import { freezeSet, frozenFiles } from "../state/frozen-set.ts";
import type { ReleaseMaterial } from "../material.ts";
import { restoreFromHost } from "../state/restore-from-host.ts";
import type { ReleaseState } from "../state/release-state.ts";

/**
 * Makes the bytes of the release, and keeps them; a release that another machine began has them already, on its repository
 * host. Done when the kept files of an earlier run are for the same commit and
 * intact; once something irreversible was begun, other bytes are the fault `release/other-bytes`.
 */
export const rehearse: StepDefinition<
  Pick<DecidedRelease, "commit" | "promotedFrom">,
  Pick<ReleaseMaterial, "release" | "request" | "state" | "look" | "judgeFiles" | "onRehearsed">
> = {
  id: "rehearse",
  phase: "verify",
  reversible: true,
  plan: ({ commit, promotedFrom }) =>
    promotedFrom !== null
      ? null
      : {
          title: `rehearse ${commit.slice(0, 12)} and keep the distributions`,
          subject: commit.slice(0, 12),
        },
  carryOut({ release, request: { run, output }, state, look, judgeFiles, onRehearsed }, ports) {
    const { commit, rehearsed } = release;
    let failed: RunReport | null = null;
    return {
      async observe() {
        if (failed !== null) {
          return { state: "conflict", findings: [], detail: `the rehearsal failed: ${failed.phase}` };
        }
        const frozen = frozenFiles(state.journal);
        const begun = isBegun(state.journal.entries);
        const isUsable =
          frozen !== null &&
          (begun || (isRehearsed(state, commit, run) && (await areGiven(frozen, run, ports))));
        if (!isUsable) return { state: "absent", detail: "this commit was not rehearsed" };
        if (await areIntact(frozen, state, ports)) {
          const files = Object.fromEntries(frozen.map((file) => [file.fileName, file.sha256]));
          const from = state.journal.last("rehearsed")?.data["restoredFrom"];
          const origin = typeof from === "string" ? `, taken from ${from}` : "";
          return {
            state: "done",
            detail: `${frozen.length} files are kept${origin}`,
            proof: { commit, files },
          };
        }
        if (!begun) return { state: "absent", detail: "the kept files have changed" };
        throw fault("release/other-bytes", {
          file: state.distributions,
          actual: "(changed or missing)",
          expected: "according to the journal",
        });
      },
      async act() {
        const restored = await restoreFromHost({ release, state, look }, judgeFiles, ports);
        if (restored !== null) return restored.findings;
        const as = rehearsed?.version ?? null;
        const report = await runRehearsal({ ...run, gates: "later", as }, ports, output);
        onRehearsed(report);
        ports.signal.throwIfAborted();
        const folder = release.tree.git?.prefix ?? "";
        if (report.exitCode === 0) await keep(report, { commit, folder, run }, state, ports);
        else failed = report;
        return [];
      },
    };
  },
};

/** The kept copies, opened. */
export function openKept(
  { journal, distributions }: Pick<ReleaseState, "journal" | "distributions">,
  ports: Pick<Ports, "files">,
): Promise<readonly Distribution[]> {
  const frozen = frozenFiles(journal) ?? [];
  return Promise.all(
    frozen.map(({ fileName }) => openDistribution(join(distributions, fileName), ports.files)),
  );
}

/** Files that passed by waivers, or without the plugins' rules, are rehearsed anew for whoever asks for more. */
function isRehearsed(
  { journal }: ReleaseState,
  commit: string,
  { allowWaived, plugins }: RunRequest,
): boolean {
  const { waived, plugins: loaded, commit: of, restoredFrom } = journal.last("rehearsed")?.data ?? {};
  if (of !== commit) return false;
  // What was judged is with the machine that made them; they are in the release already.
  if (restoredFrom !== undefined) return true;
  if (plugins === true && loaded !== true) return false;
  return allowWaived === true || !Array.isArray(waived) || waived.length === 0;
}

/** Whether the kept wheels are those that are given now; without given ones, none was given then. */
async function areGiven(
  frozen: readonly FrozenFile[],
  { wheels }: Pick<RunRequest, "wheels">,
  { files }: Pick<Ports, "files">,
): Promise<boolean> {
  if (wheels === undefined) return true;
  const kept = new Map(frozen.map(({ fileName, sha256 }) => [fileName, sha256]));
  for (const { name } of await files.list(wheels)) {
    if (name.endsWith(".whl") && kept.get(name) !== (await files.sha256(join(wheels, name)))) return false;
  }
  return true;
}

/** Whether the kept files are as the journal says. */
export async function areIntact(
  frozen: readonly FrozenFile[],
  { distributions }: ReleaseState,
  { files }: Pick<Ports, "files">,
): Promise<boolean> {
  for (const { fileName, size, sha256 } of frozen) {
    const path = join(distributions, fileName);
    if ((await files.stat(path))?.size !== size || (await files.sha256(path)) !== sha256) return false;
  }
  return true;
}

/** Copies what was rehearsed away before anything is begun. */
async function keep(
  report: RunReport,
  {
    commit,
    folder,
    run: { plugins },
  }: { readonly commit: string; readonly folder: string; readonly run: RunRequest },
  state: ReleaseState,
  ports: Ports,
): Promise<void> {
  await ports.files.remove(state.distributions);
  await ports.files.makeDirectory(state.distributions);
  const made: FrozenFile[] = [];
  for (const artifact of report.artifacts) {
    const path = join(state.distributions, artifact.file);
    await ports.files.copy(artifact.path, path);
    const file = await freezeFile(path, artifact.file, ports);
    if (file.sha256 !== artifact.sha256) {
      const { file: name, sha256: expected } = artifact;
      throw fault("release/other-bytes", { file: name, actual: file.sha256, expected });
    }
    made.push(file);
  }
  await freezeSet(state.journal, made);
  await state.journal.append("rehearsed", {
    commit,
    installed: [...new Set(report.trials.flatMap((trial) => trial.dependencies))].sort(),
    report: report.output?.report ?? null,
    build: report.build ?? null,
    folder,
    ignored: report.ignored,
    waived: report.waived,
    ...(plugins === true ? { plugins } : {}),
    skipped: report.trials.flatMap((trial) => trial.notTried),
  });
}
