import type { Job, Workflow } from "../../../tree/workflows/model.ts";
import { mayNeedIdentity } from "../../../tree/workflows/privileges.ts";
import { publishings, releaseWorkflows } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W003: jobs that publish nothing can act as the publisher. */
export const idTokenEverywhere: Rule = defineRule({
  code: "W003",
  slug: "id-token-everywhere",
  title: "jobs that do not publish have access to the publisher's identity",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "`id-token: write` is set for the whole workflow, or for a job that only builds or tests.",
    why: "Such a job runs code of the project and its dependencies, which can request the identity that PyPI trusts.",
    fix: "give `id-token: write` only to the job that publishes",
    bad: "permissions:\n  id-token: write\njobs: ...",
    good: "permissions: {}\njobs:\n  publish:\n    permissions:\n      id-token: write",
    peers: ["zizmor:excessive-permissions"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const publishing = new Set(publishings(all).map(({ job }) => job));
    return releaseWorkflows(all).flatMap((workflow) => [
      ...forAll(workflow, publishing),
      ...workflow.jobs.flatMap((job) => inJob(workflow, job, publishing)),
    ]);
  },
});

function* forAll(workflow: Workflow, publishing: ReadonlySet<Job>): Generator<RuleFinding> {
  const { permissions, file } = workflow;
  if (permissions === null) return;
  const everything = permissions.all === "write";
  if (!everything && permissions.scopes.get("id-token") !== "write") return;
  // What a single job may do can stand at either place.
  if (workflow.jobs.every((job) => publishing.has(job))) return;
  yield {
    message: everything
      ? "all jobs of the workflow have write permission for everything, including id-token"
      : "the whole workflow has id-token: write",
    location: file.locate(placeOf(permissions.node)),
    subject: `${file.path} workflow`,
  };
}

function inJob(workflow: Workflow, job: Job, publishing: ReadonlySet<Job>): readonly RuleFinding[] {
  const { permissions } = job;
  if (permissions?.scopes.get("id-token") !== "write" || publishing.has(job) || mayNeedIdentity(job))
    return [];
  return [
    {
      message: `the job ${job.id} does not publish but has id-token: write`,
      location: workflow.file.locate(placeOf(permissions.node)),
      subject: `${workflow.file.path} ${job.id}`,
    },
  ];
}

function placeOf(node: NonNullable<Job["permissions"]>["node"]): {
  readonly start: number;
  readonly end: number;
} {
  const entry = node.kind === "map" ? node.entries.get("id-token") : undefined;
  return entry === undefined ? node : { start: entry.key.start, end: entry.value.end };
}
