import { applyBaseline } from "../check/engine/baseline.ts";
import { applyIgnores, observedIgnores, type Ignored } from "../check/engine/ignores.ts";
import { withdrawDisproved, type Finding } from "../findings/finding.ts";
import type { RunResult } from "./run-result.ts";
import { outcomesOf, passWaived, seenIn, type Outcome } from "./outcomes.ts";
import { applyWaivers, type Waived } from "./waivers.ts";

/** What was found and does not count, each with its reason: told and counted, never just gone. */
export interface Exempted {
  readonly ignored: readonly Ignored[];
  readonly waived: readonly Waived[];
}

/** What of a run is to be judged. */
export interface Settled extends Exempted {
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Applies the settings to what a run found: ignores and the baseline reach judgements, waivers reach failed trials, and guesses that the
 * run disproved are withdrawn. Outcomes stay what they were, but for those whose every failure is waived.
 */
export function settle(result: RunResult, today: Date): Settled {
  const { baseline = null, config, judged, checked, request, tree, verified } = result.values;
  const own = [...(judged?.ignored ?? []), ...(checked?.ignored ?? [])];
  const outcomes = outcomesOf(result);
  if (config === undefined) {
    return {
      findings: withdrawDisproved(result.findings, seenIn(result.values)),
      outcomes,
      ignored: own,
      waived: [],
    };
  }
  const kept = applyIgnores(result.findings, config.check, today);
  // What of a baseline is gone `check` says, which looks at nothing but what the baseline is of.
  const known = applyBaseline(kept.findings, baseline);
  const standing = withdrawDisproved(known.findings, seenIn(result.values));
  const pyproject = tree?.pyproject ?? null;
  const { findings, waived, notes } = applyWaivers(standing, {
    waivers: config.verify.waive,
    isAllowed: request?.allowWaived === true,
    trials: verified?.findings ?? null,
    pyproject,
    today,
  });
  return {
    findings: [...findings, ...notes, ...observedIgnores(config.check, pyproject)],
    outcomes: passWaived(outcomes, new Set(waived.map((each) => each.finding))),
    ignored: [...own, ...kept.ignored, ...known.ignored],
    waived,
  };
}
