import { isScriptGroup } from "../../distribution/entry-points.ts";
import { normalizeName } from "../../version/names.ts";
import { isWithin } from "../imports/modules.ts";
import type { Cell, PreparedEnvironment, VerifyRequest } from "../request.ts";
import type { Trial } from "../trial.ts";
import { withoutPlaces, type ReferenceRun } from "./mode-observation.ts";

/** What a virtual environment showed to be right: every other way is held to it. */
export interface Reference {
  readonly trial: Trial;
  readonly environment: PreparedEnvironment;
}

/** The trial that a cell is compared with: from the wheel, of the same Python where there is one, and one that ended well before others. */
export function referenceFor(cell: Pick<Cell, "python">, trials: readonly Reference[]): Reference | null {
  const ranked = trials.toSorted((a, b) => rank(a) - rank(b));
  return ranked[0] ?? null;

  function rank({ trial }: Reference): number {
    const { artefact, python, extras } = trial.cell;
    return (
      (trial.dependencies.length + trial.footprint.length === 0 ? 8 : 0) +
      (artefact === "wheel" ? 0 : 4) +
      (python.executable === cell.python.executable ? 0 : 2) +
      (extras.length === 0 ? 0 : 1)
    );
  }
}

/** The runs of console scripts that ended well there, each once: of those that ask for no other extras than these. */
export function referenceRuns(
  { trial, environment }: Reference,
  { project }: Pick<VerifyRequest, "project">,
  withExtras: readonly string[] = [],
): readonly ReferenceRun[] {
  const own = new Set(withExtras.map(normalizeName));
  const scripts = new Set(
    project.entryPoints
      .filter(
        ({ group, extras }) => isScriptGroup(group) && extras.every((each) => own.has(normalizeName(each))),
      )
      .map(({ name }) => name),
  );
  const broken = new Set(
    trial.attempts.filter(({ kind, ok }) => kind === "script" && !ok).map(({ name }) => name),
  );
  const runs = new Map<string, ReferenceRun>();
  for (const { command, status, output } of trial.commands) {
    const [name = "", ...args] = command;
    if (!scripts.has(name) || broken.has(name) || status === null) continue;
    const ending = { status, timedOut: false, text: withoutPlaces(output, placesOf(environment)) };
    runs.set(JSON.stringify(command), { name, args, ending });
  }
  return [...runs.values()];
}

/** The paths that a program of this environment may print. */
export function placesOf({ directory }: Pick<PreparedEnvironment, "directory">): readonly string[] {
  return [directory];
}

/** What users import first, and what imported there without an extra. */
export function referenceImports(
  { trial }: Reference,
  { expectations }: Pick<VerifyRequest, "expectations">,
): readonly string[] {
  const more = new Set(trial.importedWithMore ?? []);
  const skipped = expectations.skipImports.map(({ module }) => module);
  return (trial.met ?? []).filter(
    (name) =>
      trial.imported.includes(name) && !more.has(name) && !skipped.some((each) => isWithin(name, each)),
  );
}
