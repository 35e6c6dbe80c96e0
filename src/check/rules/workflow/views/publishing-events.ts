import { child } from "../../../../tree/formats/yaml-file.ts";
import { withNeeded, type Job, type Workflow } from "../../../../tree/workflows/model.ts";
import { publishings } from "../../../../tree/workflows/publishing.ts";

/** Conditions that hold only when the event's own ref is a tag: GITHUB_REF of a release is its tag, too. */
const ONLY_TAGS =
  /refs\/tags|\bref_type\s*==\s*['"]tag|['"]tag['"]\s*==\s*github\.ref_type|\bevent_name\s*==\s*['"]release['"]|\bgithub\.event\.release\b|\bevent\.action\s*==\s*['"](?:published|released|created)['"]|\bgithub\.ref_name\s*,\s*['"]v|\bgithub\.event\.created\b/;

/**
 * The events, other than a tag or a release, at which files of this job are published: there the checked-out commit is
 * a branch's. A condition on the way (of the job, of one that it waits for, of the step) that asks for a tag rules
 * them all out. A workflow that others call is theirs to judge.
 */
export function branchEvents(workflow: Workflow, job: Job): readonly string[] {
  const ways = publishings([workflow]).filter((each) => withNeeded(workflow, each.job).includes(job));
  const isBranch = ways.some(
    ({ job: last, step }) =>
      ![...withNeeded(workflow, last).map((each) => each.if), step.if].some((text) => ONLY_TAGS.test(text)),
  );
  if (!isBranch) return [];
  return [...workflow.triggers.keys()].filter((event) => {
    if (event === "push") return pushesOfBranches(workflow);
    return /^(schedule|workflow_run|repository_dispatch|workflow_dispatch)$/.test(event);
  });
}

/** A filter of tags alone shuts out branches. */
function pushesOfBranches(workflow: Workflow): boolean {
  const push = workflow.triggers.get("push") ?? null;
  const has = (key: string): boolean => child(push, key) !== null;
  return has("branches") || has("branches-ignore") || !(has("tags") || has("tags-ignore"));
}
