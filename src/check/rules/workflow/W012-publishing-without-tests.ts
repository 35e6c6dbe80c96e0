import { child, scalarText } from "../../../tree/yaml-file.ts";
import { tests } from "../../../tree/workflows/commands.ts";
import { withNeeded, type Job, type Workflow } from "../../../tree/workflows/model.ts";
import { isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { workflows } from "../../../tree/workflows/read-workflows.ts";
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
    what: "A workflow has a job that tests and a job that publishes, and the second does not wait for the first; or its runs cancel one another.",
    why: "Jobs run side by side: the release is out before a test has failed. A run that is cancelled while it uploads leaves half a release.",
    fix: "name the testing job in `needs` of the publishing one; give `cancel-in-progress` to pull requests alone",
    bad: "test: ...\npublish:\n  needs: build",
    good: "test: ...\npublish:\n  needs: [build, test]",
    peers: ["repo-review:GH102"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await workflows(inputs)).flatMap((each) => {
      const { workflow, job } = each;
      if (!isPublic(each) || seen.has(job)) return [];
      seen.add(job);
      return [...untested(workflow, job), ...cancelled(workflow, job)];
    });
  },
});

function* untested(workflow: Workflow, job: Job): Generator<RuleFinding> {
  const waitsFor = withNeeded(workflow, job);
  if (waitsFor.some((each) => each.uses !== null || each.steps.some(tests))) return;
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
    yield {
      message: "cancel-in-progress: a later run can cut an upload short and leave half a release",
      severity: "info",
      location: workflow.file.locate(node),
      subject: `${workflow.file.path} cancel ${node.start}`,
      help: "cancel-in-progress: ${{ github.event_name == 'pull_request' }}",
    };
  }
}
