import type { AbsentCell } from "../request.ts";
import type { TrialResult } from "../run-trial.ts";

/** A cell that cannot be tried here: it is told, and never counted as passed. */
export function absentTrial(cell: AbsentCell, startedAt: number): TrialResult {
  const { id, artefact, mode, python, reason } = cell;
  return {
    findings: [],
    trial: {
      cell: {
        id,
        artefact,
        mode,
        source: "index",
        extras: [],
        installer: "uv",
        python: { executable: "", version: python, markers: {} },
      },
      outcome: "skipped",
      steps: [],
      commands: [],
      attempts: [],
      imported: [],
      notTried: [{ kind: "installation", name: id, reason }],
      sameAs: null,
      dependencies: [],
      footprint: [],
      startedAt,
      seconds: 0,
    },
  };
}
