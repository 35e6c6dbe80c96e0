import type { AbsentCell } from "../request.ts";
import { trialResult } from "../tell-trial.ts";
import type { TrialResult } from "../run-trial.ts";

/** A cell that cannot be tried here: it is told, and never counted as passed. */
export function absentTrial(cell: AbsentCell, startedAt: number): TrialResult {
  const { id, artefact, mode, python, reason } = cell;
  return trialResult(
    {
      id,
      artefact,
      mode,
      source: "index",
      extras: [],
      installer: "uv",
      python: { executable: "", version: python, markers: {} },
    },
    { outcome: "skipped", notTried: [{ kind: "installation", name: id, reason }] },
    { startedAt, seconds: 0 },
  );
}
