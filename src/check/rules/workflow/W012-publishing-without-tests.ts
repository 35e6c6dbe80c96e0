import { child, scalarText } from "../../../tree/formats/yaml-file.ts";
import { tests } from "../../../tree/workflows/commands.ts";
import { obstacleOf } from "./views/failing-tests.ts";
import { branchEvents } from "./views/publishing-events.ts";
import { withNeeded, type Job, type Workflow } from "../../../tree/workflows/model.ts";
import { isPublic, publishings, type Publishing } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W012: a release does not wait for the tests beside it, or can be cut short. */
export const publishingWithoutTests: Rule = defineRule({
  code: "W012",
  slug: "publishing-without-tests",
  title: "the publishing job does not wait for the tests",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "The publishing job of a workflow does not wait for its testing job, or starts although the tests failed, or runs of the workflow cancel each other.",
    why: "Jobs run in parallel, so the release can be public before a test fails. A run cancelled during the upload leaves a partial release.",
    fix: "add the testing job to `needs` of the publishing job; use `cancel-in-progress` only for pull requests",
    bad: "test: ...\npublish:\n  needs: build",
    good: "test: ...\npublish:\n  needs: [build, test]",
    peers: ["repo-review:GH102"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job } = each;
      if (!isPublic(each) || seen.has(job)) return [];
      seen.add(job);
      return [...untested(each), ...cancelled(workflow, job)];
    });
  },
});

function* untested({ workflow, job, step }: Publishing): Generator<RuleFinding> {
  const waitsFor = withNeeded(workflow, job);
  if (waitsFor.some((each) => each.uses !== null)) return;
  if (waitsFor.some((each) => each.steps.some(tests))) {
    const obstacle = obstacleOf(workflow, job, step);
    if (obstacle === null) return;
    yield {
      message: `failing tests do not stop the job ${job.id}, which publishes: ${obstacle.why}`,
      location: workflow.file.locate(obstacle.place),
      related: [workflow.file.locate(step.place)],
      subject: `${workflow.file.path} ${job.id} tests`,
      help: obstacle.help,
    };
    return;
  }
  const testing = workflow.jobs.find((each) => each.steps.some(tests));
  if (testing === undefined) return;
  const needs = child(job.node, "needs");
  yield {
    message: `the job ${job.id} publishes without waiting for the job ${testing.id}, which tests`,
    location: workflow.file.locate(needs ?? job.key),
    related: [workflow.file.locate(testing.key)],
    subject: `${workflow.file.path} ${job.id} tests`,
    help: `add ${testing.id} to the needs of ${job.id}`,
  };
}

function* cancelled(workflow: Workflow, job: Job): Generator<RuleFinding> {
  for (const owner of [job.node, workflow.root]) {
    const node = child(child(owner, "concurrency"), "cancel-in-progress");
    if (scalarText(node) !== "true" || node === null) continue;
    // Each tag has a group of its own: no later run is of that tag, unless somebody moves it.
    const group = scalarText(child(child(owner, "concurrency"), "group")) ?? "";
    if (/\bgithub\.ref(?:_name)?\b/.test(group) && branchEvents(workflow, job).length === 0) continue;
    yield {
      message: "cancel-in-progress: a later run can interrupt an upload and leave a partial release",
      severity: "info",
      location: workflow.file.locate(node),
      subject: `${workflow.file.path} cancel ${node.start}`,
      help: "cancel-in-progress: ${{ github.event_name == 'pull_request' }}",
    };
  }
}
