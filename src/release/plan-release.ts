import { planSteps, type PlannedStep } from "../engine/steps/step.ts";
import type { DecidedRelease } from "./decide-release.ts";
import { OPENING_STEPS, RELEASING_STEPS } from "./release-steps.ts";

/** A step of the plan, and whether it was seen to be done. */
export interface PlannedReleaseStep extends PlannedStep {
  readonly state: "done" | "open";
}

/** Every step of a release in its order. Pure. */
export function stepsOf(release: DecidedRelease): readonly PlannedStep[] {
  return planSteps([...OPENING_STEPS, ...RELEASING_STEPS], release);
}

/** The same, with what is known to be done: what is shown, carried out and journalled. Pure. */
export function planRelease(
  release: DecidedRelease,
  done: ReadonlySet<string> = new Set(),
): readonly PlannedReleaseStep[] {
  return stepsOf(release).map((step) => ({
    ...step,
    state: done.has(step.id) ? "done" : "open",
  }));
}
