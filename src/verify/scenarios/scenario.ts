import type { Finding } from "../../findings/finding.ts";
import type { Attempt } from "../attempt.ts";
import type { Reference } from "../modes/reference.ts";
import type { FurtherTrials, ScenarioId, TrialPython, VerifyRequest } from "../request.ts";
import type { TrialPorts } from "../run-trial.ts";
import type { NotTried, RanCommand } from "../trial.ts";

/** Where a scenario runs. */
export interface ScenarioPlace {
  /** Its own. */
  readonly directory: string;
  readonly request: VerifyRequest;
  readonly further: FurtherTrials;
  /** A virtual environment that holds the release, and nothing else is ever put into it. */
  readonly reference: Reference;
  readonly python: TrialPython;
}

/** What a scenario showed. */
export interface ScenarioResult {
  readonly detail: string;
  readonly findings: readonly Finding[];
  readonly attempts: readonly Attempt[];
  readonly commands: readonly RanCommand[];
  readonly notTried: readonly NotTried[];
}

/** Something that users do beyond an installation. One file each, and a line in `run-scenarios.ts`. */
export interface Scenario {
  readonly id: ScenarioId;
  /** Whether the settings ask for it. */
  readonly isAsked: (settings: FurtherTrials["scenarios"]) => boolean;
  readonly run: (place: ScenarioPlace, ports: TrialPorts) => Promise<ScenarioResult>;
}

/** The result of what cannot be tried here. */
export function scenarioNotTried(name: string, reason: string): ScenarioResult {
  return {
    detail: reason,
    findings: [],
    attempts: [],
    commands: [],
    notTried: [{ kind: "installation", name, reason }],
  };
}
