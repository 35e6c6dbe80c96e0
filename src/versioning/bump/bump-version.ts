import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { carryOut, type CarriedOut } from "../../git/carry-out.ts";
import { gitRunner } from "../../git/git-runner.ts";
import { tagObject } from "../../git/tag.ts";
import { planBump, type BumpOptions, type BumpPlan } from "./plan-bump.ts";
import { readBump, type BumpQuestion, type BumpReading } from "./read-bump.ts";

/** A bump: what was read, what it comes to, and what was made of it. */
export interface Bump {
  readonly reading: BumpReading;
  /** Null when there is nothing to release. */
  readonly plan: BumpPlan | null;
  /** Null when nothing was carried out. */
  readonly made: CarriedOut | null;
}

/**
 * Decides the next version and, unless `dryRun`, carries the same actions out that a dry run shows. Throws
 * `version/bump-refused`, `version/tag-exists`, and what {@link planBump} and {@link carryOut} throw; then nothing has
 * changed.
 */
export async function bumpVersion(
  question: BumpQuestion & Omit<BumpOptions, "date"> & { readonly dryRun: boolean },
  ports: Ports,
): Promise<Bump> {
  const reading = await readBump(question, ports);
  const { decision } = reading;
  if (decision.kind === "nothing") return { reading, plan: null, made: null };
  if (decision.kind === "refused") throw fault("version/bump-refused", { reason: decision.reason });
  const date = ports.clock.now().toISOString().slice(0, 10);
  const plan = planBump(reading, decision.version, { ...question, date });
  for (const action of plan.actions) {
    if (action.kind !== "tag") continue;
    const present = await tagObject(gitRunner(reading.root, ports), action.name);
    if (present !== null) throw fault("version/tag-exists", { tag: action.name });
  }
  if (question.dryRun) return { reading, plan, made: null };
  return { reading, plan, made: await carryOut(reading.root, plan.actions, ports) };
}
