import type { Finding } from "../../findings/finding.ts";
import type { Phase } from "../../findings/phase.ts";
import type { Ports } from "../../ports/ports.ts";

/** What the world says of a step: nobody's memory counts, only what can be seen. */
export type Observation =
  /** It is done; `proof` is what was seen (digests, object ids, addresses) and goes into the journal. */
  | { readonly state: "done"; readonly detail: string; readonly proof: Readonly<Record<string, unknown>> }
  /** It is to be done, wholly or in part. */
  | { readonly state: "absent"; readonly detail: string }
  /** It was done and shows nowhere yet (an index that lags): wait, do not do it again. */
  | {
      readonly state: "pending";
      readonly detail: string;
      readonly waitSeconds: number;
      /** What to do when it never shows; default: run again. */
      readonly remedy?: string;
    }
  /** Something else is in its place: no repetition cures that. `detail` where no finding says what. */
  | { readonly state: "conflict"; readonly findings: readonly Finding[]; readonly detail?: string };

/** A step of a release as a value: what is shown before it is carried out, and by what the journal knows it. */
export interface PlannedStep {
  readonly id: string;
  /** In the imperative: what is done, and to what. */
  readonly title: string;
  readonly phase: Phase;
  /** False: cannot be undone once it happened. */
  readonly reversible: boolean;
  /** What it is about: a tag, an index, a commit. */
  readonly subject: string;
}

/**
 * How a step is carried out. `act` may be called any number of times: whatever it finds done already it leaves, so
 * that a run that was ended anywhere converges when it is started again.
 */
export interface StepAction {
  /** Seconds that it may take until what was done shows. Default: two minutes. */
  readonly patience?: number;
  /** Reads only. */
  readonly observe: () => Promise<Observation>;
  /** Does what is absent. Throws faults; a defect that it meets is told by the next observation, or returned. */
  readonly act: () => Promise<readonly Finding[]>;
}

/** One step of a real release. */
export interface ReleaseStep extends PlannedStep, StepAction {}

/** A kind of step: when it is part of a release, how it is shown, how it is carried out. One file each. */
export interface StepDefinition<Release, Material> extends Omit<PlannedStep, "title" | "subject"> {
  /** Null when this release has no such step. Pure. */
  readonly plan: (release: Release) => Pick<PlannedStep, "title" | "subject"> | null;
  readonly carryOut: (material: Material, ports: Ports) => StepAction;
}

/** The steps that a release has, in the order of their definitions. Pure. */
export function planSteps<Release>(
  definitions: readonly StepDefinition<Release, never>[],
  release: Release,
): readonly PlannedStep[] {
  return definitions.flatMap(({ id, phase, reversible, plan }) => {
    const planned = plan(release);
    return planned === null ? [] : { id, phase, reversible, ...planned };
  });
}

/** The same steps, each with its way of being carried out. */
export function executableSteps<Release, Material>(
  definitions: readonly StepDefinition<Release, Material>[],
  release: Release,
  material: Material,
  ports: Ports,
): readonly ReleaseStep[] {
  return definitions.flatMap((definition) =>
    planSteps([definition], release).map((planned) => ({
      ...planned,
      ...definition.carryOut(material, ports),
    })),
  );
}
