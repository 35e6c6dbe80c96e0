import type { Finding } from "../findings/finding.ts";
import type { Phase } from "../findings/phase.ts";
import type { Ports } from "../ports/ports.ts";
import type { ReleaseValues } from "./release-values.ts";

/** The name of a value that stages hand on. */
export type ValueName = keyof ReleaseValues;

/** What a stage is given besides the values it needs. */
export interface StageContext {
  readonly ports: Ports;
  /** Hands over something to be closed at the end of the run, in reverse order. */
  readonly closeLater: (resource: AsyncDisposable) => void;
}

/** What a stage returns: the values it gives and the defects it saw. A stage that cannot give says why. */
export type StageResult<Gives extends ValueName> =
  | {
      readonly values: Pick<ReleaseValues, Gives>;
      readonly findings?: readonly Finding[];
      /** Shown behind the stage's title when it has ended. */
      readonly detail?: string;
      /** Why there was nothing to do: the stage counts as skipped, and its values are there. */
      readonly idle?: string;
    }
  | { readonly blocked: string; readonly findings: readonly Finding[] };

/**
 * One step of a release. It starts as soon as every value that it needs is there, so what is
 * independent runs side by side, and nothing reaches backwards.
 */
export interface Stage<
  Needs extends ValueName = ValueName,
  Gives extends ValueName = ValueName,
  Wants extends ValueName = ValueName,
> {
  readonly id: string;
  /** What a person reads while it runs. */
  readonly title: string;
  /** The kind of failure that an error of this stage is. */
  readonly phase: Phase;
  readonly needs: readonly Needs[];
  readonly gives: readonly Gives[];
  /** True: what it made is worth a place on the one line of its phase. */
  readonly headline?: boolean;
  /** Waited for, and absent when the stage that gives them could not: the stage makes do without. */
  readonly wants?: readonly Wants[];
  run(
    input: Pick<ReleaseValues, Needs> & Partial<Pick<ReleaseValues, Wants>>,
    context: StageContext,
  ): Promise<StageResult<Gives>>;
}

/** Gives a stage's `run` the types of what it names. */
export function defineStage<
  const Needs extends ValueName,
  const Gives extends ValueName,
  const Wants extends ValueName = never,
>(stage: Stage<Needs, Gives, Wants>): Stage {
  return stage as unknown as Stage;
}
