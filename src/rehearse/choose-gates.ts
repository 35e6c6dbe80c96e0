import { fault } from "../findings/fault.ts";
import { applySkips, type GateSkips, type PlannedGate, type SkippedGate } from "../gates/plan-gates.ts";
import { nearest } from "../text/nearest.ts";

/** What a person asks of the gates of one run. */
export interface GateChoice {
  readonly gates?: "none" | "later";
  readonly skipGates?: GateSkips;
}

/** The gates that run, and those that were left out on request. Throws `usage/no-such-gate`. */
export function chooseGates(
  planned: readonly PlannedGate[],
  { gates, skipGates }: GateChoice,
): { readonly run: readonly PlannedGate[]; readonly skipped: readonly SkippedGate[] } {
  const { run, skipped, unknown } = applySkips(planned, gates === "none" ? "all" : (skipGates ?? null));
  const [name] = unknown;
  if (name === undefined) return { run, skipped };
  const names = planned.map((each) => each.name);
  const near = nearest(name, names);
  const hint =
    near !== null
      ? `use --skip-gate ${near}`
      : names.length === 0
        ? "the project has no gates: remove --skip-gate"
        : `the gates are ${names.join(", ")}`;
  throw fault("usage/no-such-gate", { gate: name, hint });
}
