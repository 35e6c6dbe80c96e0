import type { Trial } from "../verify/trial.ts";

/** What the trials of a release showed of it: the verdict promises no more than this. */
export interface TrialCoverage {
  /** Modules that were imported, each once. */
  readonly modules: number;
  /** Modules that every user meets and that were imported in no trial. */
  readonly notImported: readonly string[];
  /** Of those that every user meets: what imported with an extra or beside a host only. */
  readonly withMore: readonly string[];
  /** Scripts that ended well in no trial. */
  readonly notRun: readonly string[];
}

/** Gathers what all trials showed; what one of them saw is seen. */
export function coverageOf(trials: readonly Trial[]): TrialCoverage {
  const imported = new Set(trials.flatMap((trial) => trial.imported));
  const more = new Set(trials.flatMap((trial) => trial.importedWithMore ?? []));
  const met = [...new Set(trials.flatMap((trial) => trial.met ?? []))];
  const scripts = trials.flatMap(({ attempts }) => attempts.filter(({ kind }) => kind === "script"));
  // A program that answers an unknown --help with its usage has started.
  const ran = new Set(
    scripts
      .filter(({ ok, exemption, told }) => ok || (exemption?.kind === "unasked" && told === null))
      .map(({ name }) => name),
  );
  const untried = trials.flatMap(({ notTried }) => notTried.filter(({ kind }) => kind === "script"));
  return {
    modules: imported.size,
    notImported: met.filter((name) => !imported.has(name)),
    withMore: met.filter((name) => more.has(name)),
    notRun: [...new Set([...scripts, ...untried].map(({ name }) => name))].filter((name) => !ran.has(name)),
  };
}
