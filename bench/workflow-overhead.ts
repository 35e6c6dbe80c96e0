import { availableParallelism } from "node:os";
import tools from "../scripts/workflow-tools.json" with { type: "json" };

/** What `npm run act:record` keeps, from the root of the repository. */
export const WORKFLOW_TIMES = "bench/workflow-overhead.json";

/** What the jobs of a generated release workflow may cost themselves on a quiet machine, in seconds. */
export const OVERHEAD_GOAL = 20;

/** A run of a generated workflow through act, step by step. */
export interface WorkflowTimes {
  readonly example: string;
  readonly measured: string;
  readonly act: string;
  readonly cores: number;
  /** Processes that wanted a core, before and after: above the number of cores, seconds say more about the machine. */
  readonly load: { readonly before: number; readonly after: number };
  readonly steps: readonly { readonly job: string; readonly step: string; readonly seconds: number }[];
}

interface RanJob {
  readonly job: string;
  readonly steps: readonly { readonly name: string; readonly seconds: number }[];
}

/** The steps of a run as they are recorded. */
export function stepTimes(
  example: string,
  jobs: readonly RanJob[],
  load: WorkflowTimes["load"],
): WorkflowTimes {
  const steps = jobs.flatMap(({ job, steps: own }) =>
    own.map(({ name, seconds }) => ({ job, step: name, seconds: Math.round(seconds * 100) / 100 })),
  );
  const measured = new Date().toISOString().slice(0, 10);
  return { example, measured, act: tools.go.act.version, cores: availableParallelism(), load, steps };
}

/** What a release takes with or without a workflow: it builds, tests, and installs. */
export function isWork({ step }: { readonly step: string }): boolean {
  return /^(?:Build and check|Install)/.test(step);
}

/** Seconds of all steps but those. */
export function overheadOf({ steps }: Pick<WorkflowTimes, "steps">): number {
  return steps.filter((each) => !isWork(each)).reduce((sum, { seconds }) => sum + seconds, 0);
}
