import { folderOf } from "./composite-actions.ts";
import type { Job, Workflow } from "./model.ts";

/** The workflow of the repository that a job calls; null when it calls none, or one that is not there. */
export function calledBy(job: Job, all: readonly Workflow[]): Workflow | null {
  const path = folderOf(job.uses);
  return path === null ? null : (all.find(({ file }) => file.path === path) ?? null);
}

/** The workflows that one calls, directly or through others; itself only where it is called in a circle. */
export function reachedFrom(workflow: Workflow, all: readonly Workflow[]): ReadonlySet<Workflow> {
  const reached = new Set<Workflow>();
  const add = ({ jobs }: Workflow): void => {
    for (const job of jobs) {
      const called = calledBy(job, all);
      if (called !== null) reached.add(called);
    }
  };
  add(workflow);
  for (const each of reached) add(each);
  return reached;
}
