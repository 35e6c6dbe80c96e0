import { createHash } from "node:crypto";
import type { Journal } from "../../engine/journal/journal.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";
import type { GateResult } from "../../gates/gate-result.ts";
import { gatesText, isStop } from "../../gates/gate-result.ts";
import { planGates, type PlannedGate, type SkippedGate } from "../../gates/plan-gates.ts";
import type { Ports } from "../../ports/ports.ts";
import { chooseGates } from "../../rehearse/choose-gates.ts";
import { runProjectGates } from "../../rehearse/project-gates.ts";
import { pythonsFor } from "../../rehearse/stages/find-tools.ts";
import { readIndexConfiguration } from "../../toolbox/index-configuration.ts";
import { findUv } from "../../toolbox/uv.ts";
import type { GatesEnd } from "../../verify/gates/run-gates.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";

/** What has to hold before a release, for one commit. */
export interface ReleaseGates {
  readonly gates: readonly PlannedGate[];
  readonly skipped: readonly SkippedGate[];
  /** Full hash. */
  readonly commit: string;
  readonly run: (gates: readonly PlannedGate[]) => Promise<GatesEnd>;
}

/** Runs the project's own gates before anything is made that others see. */
export const gates: StepDefinition<
  Pick<DecidedRelease, "config">,
  Pick<RehearsedMaterial, "release" | "request" | "state" | "files">
> = {
  id: "gates",
  phase: "check",
  reversible: true,
  plan({ config }) {
    const names = planGates(config).map(({ name }) => name);
    if (names.length === 0) return null;
    const title = names.length === 1 ? `run the gate ${names[0]}` : `run ${names.length} gates`;
    return { title, subject: names.join("; ") };
  },
  carryOut({ release, request, state, files }, ports) {
    const { config, commit } = release;
    const { run: chosen, skipped } = chooseGates(planGates(config), request.run);
    const wheel = files.find(({ kind, metadata }) => kind === "wheel" && metadata !== null)?.path ?? null;
    const run = (planned: readonly PlannedGate[]): Promise<GatesEnd> =>
      runOn({ release, request }, wheel, planned, ports);
    return gatesAction({ gates: chosen, skipped, commit, run }, state.journal);
  },
};

async function runOn(
  { release, request: { run } }: Pick<RehearsedMaterial, "release" | "request">,
  wheel: string | null,
  planned: readonly PlannedGate[],
  ports: Ports,
): Promise<GatesEnd> {
  const { tree, config, rehearsed } = release;
  const named = run.pythons ?? config.python;
  const [uv, indexes, pythons] = await Promise.all([
    findUv(ports, { offline: run.offline }),
    readIndexConfiguration(ports),
    pythonsFor(named, tree.project.requiresPython?.value ?? null, run, ports),
  ]);
  const request = { ...run, worktree: false };
  return runProjectGates(
    { tree, config, request, gates: planned, wheel, rehearsed, uv, indexes, pythons },
    ports,
  );
}

/**
 * Runs the project's own gates; done once for a commit and the same settings, by the journal's word. What was left out
 * is part of the proof, and so of the sealed record.
 */
export function gatesAction(
  { gates: planned, skipped, commit, run }: ReleaseGates,
  journal: Journal,
): StepAction {
  const asked = planned.map(({ name, kind, settings }) => ({ name, kind: kind.id, ...settings }));
  const settings = createHash("sha256").update(JSON.stringify(asked)).digest("hex");
  let ended: readonly ProvenGate[] | null = earlier(journal, commit, settings);
  return {
    observe() {
      if (ended === null)
        return Promise.resolve({ state: "absent", detail: "they were not run for this commit" });
      const left = skipped.map(({ name, reason }) => `${name} skipped: ${reason}`);
      return Promise.resolve({
        state: "done",
        detail: [...(ended.length === 0 ? [] : [gatesText(ended)]), ...left].join("; "),
        proof: { commit, settings, gates: ended, skipped },
      });
    },
    async act() {
      const { results, findings } = planned.length === 0 ? { results: [], findings: [] } : await run(planned);
      if (!results.some(isStop)) ended = results.map(proven);
      return findings;
    },
  };
}

/** How a gate ended, without what is of this machine alone. */
type ProvenGate = Omit<GateResult, "output" | "command">;

function proven(result: GateResult): ProvenGate {
  const { name, kind, python, required, outcome, status, checked, unit, findings, seconds, detail } = result;
  return { name, kind, python, required, outcome, status, checked, unit, findings, seconds, detail };
}

interface Proof {
  readonly commit: string;
  /** Digest of the gates and their settings. */
  readonly settings: string;
  readonly gates: readonly ProvenGate[];
}

/** How the same gates ended for the same commit in an earlier run; null: they did not run, or not well. */
function earlier({ entries }: Journal, commit: string, settings: string): readonly ProvenGate[] | null {
  for (const { type, data } of entries) {
    if (type !== "done" || data["step"] !== "gates") continue;
    const proof = data["proof"] as Partial<Proof> | null;
    if (proof?.commit === commit && proof.settings === settings) return proof.gates ?? null;
  }
  return null;
}
