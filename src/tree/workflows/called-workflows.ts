import { folderOf } from "./composite-actions.ts";
import type { Job, Workflow } from "./model.ts";

/** The workflow of the repository that a job calls; null when it calls none, or one that is not there. */
export function calledBy(job: Job, all: readonly Workflow[]): Workflow | null {
  const path = folderOf(job.uses);
  return path === null ? null : (all.find(({ file }) => file.path === path) ?? null);
}

/** The workflows of the repository that one calls itself. */
export function calledIn({ jobs }: Workflow, all: readonly Workflow[]): readonly Workflow[] {
  return jobs.flatMap((job) => calledBy(job, all) ?? []);
}
