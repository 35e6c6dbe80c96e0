import type { ArtifactReport, RunReport, TrialReport } from "../engine/report.ts";

/** What an installation with some extras takes. */
export interface Footprint {
  readonly extras: readonly string[];
  readonly python: string;
  /** Bytes of everything that is installed; byte code is left out. */
  readonly installed: number;
  /** Of them, those of the project itself. */
  readonly own: number;
  readonly files: number;
  readonly dependencies: number;
  readonly installSeconds: number | null;
  /** Every module, each in a fresh interpreter; null: it was known from another trial. */
  readonly importSeconds: number | null;
}

/** What a release takes, as the trials of a run saw it. */
export interface FootprintReport {
  readonly project: string;
  readonly version: string;
  readonly archives: readonly Pick<ArtifactReport, "file" | "kind" | "size">[];
  /** Without extras first. */
  readonly rows: readonly Footprint[];
}

/** What of a trial counts; `detail`: its imports are known from another one. */
export type TriedInstallation = Pick<
  TrialReport,
  "artifact" | "mode" | "extras" | "python" | "footprint" | "dependencies" | "detail"
> & { readonly steps: readonly Pick<TrialReport["steps"][number], "name" | "seconds">[] };

/** The footprint of a run. */
export function footprintOf({
  artifacts,
  trials,
  project,
}: Pick<RunReport, "artifacts" | "trials" | "project">): FootprintReport {
  return {
    project: project.name ?? "",
    version: project.version ?? "",
    archives: artifacts.map(({ file, kind, size }) => ({ file, kind, size })),
    rows: footprintRows(trials),
  };
}

/** One trial for each set of extras: of the wheel, in a plain environment. Without extras first. */
export function footprintRows(trials: readonly TriedInstallation[]): readonly Footprint[] {
  const best = new Map<string, TriedInstallation>();
  for (const trial of trials) {
    if (trial.artifact !== "wheel" || trial.footprint.length === 0) continue;
    const key = trial.extras.join();
    const known = best.get(key);
    if (known === undefined || rank(trial) < rank(known)) best.set(key, trial);
  }
  return [...best.values()].toSorted((a, b) => a.extras.length - b.extras.length).map((each) => rowOf(each));
}

/** Whose imports were run, in a venv, before others. */
function rank({ mode, detail }: TriedInstallation): number {
  return (mode === "venv" ? 0 : 2) + (detail === undefined ? 0 : 1);
}

function rowOf({ extras, python, footprint, dependencies, steps, detail }: TriedInstallation): Footprint {
  const others = new Set(dependencies.map((each) => each.split("==")[0]));
  const own = footprint.find(({ name }) => !others.has(name));
  const seconds = (id: string): number | null => steps.find(({ name }) => name === id)?.seconds ?? null;
  return {
    extras,
    python,
    installed: footprint.reduce((sum, { bytes }) => sum + bytes, 0),
    own: own?.bytes ?? 0,
    files: footprint.reduce((sum, { files }) => sum + files, 0),
    dependencies: dependencies.length,
    installSeconds: seconds("install"),
    importSeconds: detail === undefined ? seconds("imports") : null,
  };
}
