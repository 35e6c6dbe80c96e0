import type { Ports } from "../../ports/ports.ts";
import { Fault, fault } from "../../findings/fault.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import type { Journal } from "../journal/journal.ts";
import type { Observation, PlannedStep, ReleaseStep } from "./step.ts";

/** How one step ended. */
export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly reversible: boolean;
  /** `already`: an earlier run (or somebody else) had done it. `open`: not reached. */
  readonly outcome: "done" | "already" | "failed" | "open";
  readonly detail: string;
  readonly proof: Readonly<Record<string, unknown>> | null;
}

/** How far a release came. */
export interface StepsResult {
  readonly steps: readonly StepReport[];
  readonly findings: readonly Finding[];
  readonly fault: Fault | null;
  /** True when each step was seen to be done. */
  readonly complete: boolean;
}

/** Seconds for which a step that shows nowhere yet is looked for, when it does not say itself. */
const PATIENCE = 120;

/**
 * Carries a release out, step after step: look; if it is not done, announce it in the journal, do it, and look again.
 * Only what was seen counts as done. The first step that fails ends the run: those after it build on it.
 */
export async function runSteps(
  steps: readonly ReleaseStep[],
  journal: Journal,
  ports: Pick<Ports, "events" | "clock" | "signal" | "pause">,
): Promise<StepsResult> {
  const reports: StepReport[] = [];
  const findings: Finding[] = [];
  let failure: Fault | null = null;
  for (const step of steps) {
    ports.signal.throwIfAborted();
    const startedAt = ports.clock.elapsed();
    ports.events({ type: "start", id: step.id, title: step.title });
    const report = await runStep(step);
    reports.push(report);
    ports.events({
      type: "end",
      id: step.id,
      outcome: report.outcome === "failed" ? "failed" : "ok",
      detail: report.detail,
      seconds: ports.clock.elapsed() - startedAt,
    });
    if (report.outcome === "failed") break;
  }
  const open = steps.slice(reports.length).map(notReached);
  const complete = reports.length === steps.length && reports.every((each) => each.outcome !== "failed");
  return { steps: [...reports, ...open], findings, fault: failure, complete };

  async function runStep(step: ReleaseStep): Promise<StepReport> {
    try {
      const before = await step.observe();
      if (before.state === "done") return await proved(step, "already", before);
      if (before.state === "absent") {
        await journal.append("begin", { step: step.id, title: step.title, reversible: step.reversible });
        const found = await step.act();
        findings.push(...found);
        if (found.some(isError)) return await failed(step, found.find(isError)?.message ?? "");
      }
      const after = before.state === "conflict" ? before : await seen(step);
      if (after.state === "done") return await proved(step, "done", after);
      if (after.state === "conflict") {
        findings.push(...after.findings);
        const reason = after.findings[0]?.message ?? after.detail ?? "something else exists there";
        return await failed(step, reason);
      }
      const { detail } = after;
      const remedy = after.state === "pending" && after.remedy !== undefined ? { remedy: after.remedy } : {};
      throw fault("release/unproven", { step: step.title, reason: detail, ...remedy });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      failure = error;
      return failed(step, error.message);
    }
  }

  /** Looks again until it shows, with the pauses that the step asks for. */
  async function seen(step: ReleaseStep): Promise<Observation> {
    let observation = await step.observe();
    let waited = 0;
    while (observation.state === "pending" && waited < (step.patience ?? PATIENCE)) {
      ports.events({ type: "update", id: step.id, detail: observation.detail });
      await ports.pause(observation.waitSeconds);
      waited += Math.max(observation.waitSeconds, 1);
      ports.signal.throwIfAborted();
      observation = await step.observe();
    }
    return observation;
  }

  async function proved(
    step: ReleaseStep,
    outcome: "done" | "already",
    { detail, proof }: Extract<Observation, { state: "done" }>,
  ): Promise<StepReport> {
    await journal.append("done", { step: step.id, outcome, detail, proof });
    return reportOf(step, outcome, detail, proof);
  }

  async function failed(step: ReleaseStep, reason: string): Promise<StepReport> {
    try {
      await journal.append("failed", { step: step.id, reason });
    } catch (error) {
      // What failed first is the story, not that it cannot be written down.
      if (!(error instanceof Fault)) throw error;
      failure ??= error;
    }
    return reportOf(step, "failed", reason, null);
  }
}

/** A step behind one that failed. */
export function notReached(step: PlannedStep): StepReport {
  return reportOf(step, "open", "not reached", null);
}

function reportOf(
  { id, title, reversible }: PlannedStep,
  outcome: StepReport["outcome"],
  detail: string,
  proof: StepReport["proof"],
): StepReport {
  return { id, title, reversible, outcome, detail, proof };
}
