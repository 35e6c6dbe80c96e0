import { join } from "node:path";
import type { Limit } from "../../ports/limit.ts";
import { minorOf } from "../../version/python-minor.ts";
import { outcomeOf } from "../attempt.ts";
import type { Reference } from "../modes/reference.ts";
import type { Cell, FurtherTrials, VerifyRequest } from "../request.ts";
import type { TrialPorts, TrialResult } from "../run-trial.ts";
import { tellTrial } from "../tell-trial.ts";
import { ownTests } from "./own-tests.ts";
import { plugins } from "./plugins.ts";
import type { Scenario } from "./scenario.ts";
import { upgrade } from "./upgrade.ts";

/** What is tried beyond an installation, where the settings ask for it. */
const SCENARIOS: readonly Scenario[] = [ownTests, upgrade, plugins];

/** Runs the scenarios side by side, each in a directory of its own. */
export function runScenarios(
  {
    request,
    further,
    reference,
    begin,
  }: {
    readonly request: VerifyRequest;
    readonly further: FurtherTrials;
    readonly reference: Reference;
    readonly begin: number;
  },
  limit: Limit,
  ports: TrialPorts,
): Promise<readonly TrialResult[]> {
  const asked = SCENARIOS.filter(({ isAsked }) => isAsked(further.scenarios));
  return Promise.all(asked.map((scenario) => limit(() => one(scenario))));

  function one({ id, run }: Scenario): Promise<TrialResult> {
    const { python } = reference.trial.cell;
    const cell: Cell = {
      id: `${id}-${minorOf(python.version)}`,
      artefact: "wheel",
      mode: id,
      source: "file",
      extras: [],
      installer: "uv",
      python,
    };
    return tellTrial(cell, begin, ports, async (seconds) => {
      const directory = join(request.directory, cell.id);
      await ports.files.makeDirectory(directory);
      const result = await run({ directory, request, further, reference, python }, ports);
      const { detail, findings, attempts } = result;
      const outcome = attempts.length === 0 ? "skipped" : outcomeOf(findings, attempts);
      return { ...result, outcome, steps: [{ id: "commands", outcome, detail, seconds: seconds() }] };
    });
  }
}
