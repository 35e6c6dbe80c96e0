import { basename } from "node:path/posix";
import { evaluateCondition, isTruthy } from "../../tree/workflows/expressions.ts";
import type { Job, Workflow } from "../../tree/workflows/model.ts";
import { claimsOfJob } from "./job-claims.ts";
import { rightsOf, type JobRights } from "./runnable-workflow.ts";
import { startedWorkflows } from "./started-workflows.ts";
import type { WorkflowEvent, WorkflowEventName } from "./workflow-event.ts";

/** What the file says of a job at an event. */
export interface PredictedJob extends JobRights {
  readonly file: string;
  readonly job: string;
  /** `depends`: on the outcome of other jobs. */
  readonly runs: "yes" | "no" | "depends";
  /** What it depends on, or what keeps it from running; empty when it runs. */
  readonly reason: string;
  /** What its identity says; null: it can ask for none. */
  readonly claims: Readonly<Record<string, unknown>> | null;
}

/** What an event starts, by the files. */
export interface PredictedEvent {
  readonly event: WorkflowEventName;
  readonly title: string;
  readonly ref: string;
  readonly jobs: readonly PredictedJob[];
}

/** Claims by which an index tells publishers apart, and those that people compare. */
const SHOWN: ReadonlySet<string> = new Set(["sub", "job_workflow_ref", "environment", "ref", "event_name"]);

/** Which jobs an event starts, with which permissions and claims, as far as the files decide it. Runs nothing. */
export function predictJobs(
  all: readonly Workflow[],
  event: WorkflowEvent,
  { repository, commit }: { readonly repository: string; readonly commit: string },
): readonly PredictedJob[] {
  return startedWorkflows(all, event).flatMap((workflow) => {
    const known = new Map<string, Pick<PredictedJob, "runs" | "reason">>();
    return workflow.jobs.map((job) => {
      const rights = rightsOf(workflow, job, event);
      const verdict = runsAt(workflow, job, event, known);
      const hasIdentity = verdict.runs !== "no" && rights.permissions["id-token"] === "write";
      const run = { repository, workflow: basename(workflow.file.path), commit, event };
      const claims = claimsOfJob(rights, run, "");
      return {
        file: workflow.file.path,
        job: job.id,
        ...rights,
        ...verdict,
        claims: hasIdentity
          ? Object.fromEntries(Object.entries(claims).filter(([name]) => SHOWN.has(name)))
          : null,
      };
    });
  });
}

type Verdict = Pick<PredictedJob, "runs" | "reason">;

/** A job that waits for one that does not run is skipped with it, unless its condition has a status function. */
function runsAt(workflow: Workflow, job: Job, event: WorkflowEvent, known: Map<string, Verdict>): Verdict {
  const before = known.get(job.id);
  if (before !== undefined) return before;
  // Needs in a circle are a finding of their own.
  known.set(job.id, { runs: "no", reason: "its needs form a cycle" });
  const verdict = judge(workflow, job, event, known);
  known.set(job.id, verdict);
  return verdict;
}

function judge(workflow: Workflow, job: Job, event: WorkflowEvent, known: Map<string, Verdict>): Verdict {
  const own = evaluateCondition(job.if, event.contexts);
  if ("value" in own && !isTruthy(own.value)) return { runs: "no", reason: `if: ${job.if.trim()}` };
  const isBound = !/\b(?:always|cancelled|failure)\(\)/.test(job.if);
  const needed = workflow.jobs
    .filter(({ id }) => job.needs.includes(id))
    .map((each) => ({ id: each.id, ...runsAt(workflow, each, event, known) }));
  const skipped = needed.find(({ runs }) => runs === "no");
  if (skipped !== undefined && (isBound || asksFor(job.if, skipped.id)))
    return { runs: "no", reason: `${skipped.id} does not run` };
  if ("unknown" in own) return { runs: "depends", reason: own.unknown };
  const open = isBound ? needed.find(({ runs }) => runs === "depends") : undefined;
  return open === undefined ? { runs: "yes", reason: "" } : { runs: "depends", reason: `${open.id} runs` };
}

/** Whether a condition asks for the success, or for an output, of a job. */
function asksFor(condition: string, id: string): boolean {
  return condition.includes(`needs.${id}.result == 'success'`) || condition.includes(`needs.${id}.outputs.`);
}
