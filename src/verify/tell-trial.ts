import type { Finding } from "../findings/finding.ts";
import type { Cell } from "./request.ts";
import type { TrialPorts, TrialResult } from "./run-trial.ts";
import type { Trial } from "./trial.ts";

/** What a trial showed that does not look into its installation; what is left out is empty. */
export interface ShownTrial
  extends
    Pick<Trial, "outcome">,
    Partial<
      Pick<Trial, "steps" | "commands" | "attempts" | "imported" | "notTried" | "dependencies" | "footprint">
    > {
  readonly detail: string;
  readonly findings?: readonly Finding[];
}

/** When it began and how long it took. */
type Times = Pick<Trial, "startedAt" | "seconds">;

/**
 * Announces a trial, times it, and tells how it ended. `work` is given the seconds since its start; `begin` is when the
 * verification began.
 */
export async function tellTrial(
  cell: Cell,
  begin: number,
  ports: Pick<TrialPorts, "clock" | "events">,
  work: (seconds: () => number) => Promise<ShownTrial>,
): Promise<TrialResult> {
  const started = ports.clock.elapsed();
  const id = `verify/${cell.id}`;
  ports.events({ type: "start", id, parent: "verify", title: cell.id });
  const shown = await work(() => ports.clock.elapsed() - started);
  const seconds = ports.clock.elapsed() - started;
  const { outcome, detail } = shown;
  ports.events({ type: "end", id, outcome, seconds, detail });
  return trialResult(cell, shown, { startedAt: started - begin, seconds });
}

/** The result of a trial that does not look into its installation. */
export function trialResult(cell: Cell, shown: Omit<ShownTrial, "detail">, times: Times): TrialResult {
  const {
    findings = [],
    outcome,
    steps = [],
    commands = [],
    attempts = [],
    imported = [],
    notTried = [],
    dependencies = [],
    footprint = [],
  } = shown;
  return {
    findings,
    trial: {
      cell,
      outcome,
      steps,
      commands,
      attempts,
      imported,
      notTried,
      sameAs: null,
      dependencies,
      footprint,
      ...times,
    },
  };
}
