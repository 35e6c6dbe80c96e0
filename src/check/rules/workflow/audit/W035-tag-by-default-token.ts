import { scalarText } from "../../../../tree/yaml-file.ts";
import { commandLines } from "../../../../tree/workflows/commands.ts";
import { eventsOf } from "../../../../tree/workflows/conditions.ts";
import { input, type Job, type Step, type Workflow } from "../../../../tree/workflows/model.ts";
import { publishings } from "../../../../tree/workflows/publishing.ts";
import { workflows } from "../../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W035: the workflow that publishes waits for a tag that starts nothing. */
export const tagByDefaultToken: Rule = defineRule({
  code: "W035",
  slug: "tag-by-default-token",
  title: "a tag pushed with the default token starts no release",
  severity: "error",
  confidence: "likely",
  needs: ["tree"],
  docs: {
    what: "A workflow pushes the release tag with `GITHUB_TOKEN`, but the publishing workflow is triggered by pushed tags.",
    why: "Actions by `GITHUB_TOKEN` do not trigger workflows: the tag exists, but nothing is published.",
    fix: "publish in the workflow that creates the tag, or push the tag with a GitHub App token or by hand",
    bad: "- run: git push origin v1.2.3",
    good: "publish:\n  needs: tag",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const all = await workflows(inputs);
    const waiting = publishings(all).filter((each) => {
      const events = eventsOf(each);
      return (
        ["tag", "release"].some((event) => events.has(event as "tag")) &&
        !events.has("dispatch") &&
        !each.workflow.triggers.has("workflow_call") &&
        !each.workflow.triggers.has("workflow_run")
      );
    });
    const [first] = waiting;
    if (first === undefined) return [];
    return all.flatMap((workflow) =>
      workflow.jobs.flatMap((job) => {
        const step = job.steps.find((each) => makesTag(each));
        if (step === undefined || hasOtherToken(workflow, job) || startsRelease(workflow)) return [];
        if (waiting.some((each) => each.workflow === workflow && eventsOf(each).has("branch"))) return [];
        return {
          message: `the job ${job.id} pushes a tag with the default token, which does not start ${first.workflow.file.path}`,
          location: workflow.file.locate(step.place),
          related: [first.workflow.file.locate(first.step.place)],
          subject: `${workflow.file.path} ${job.id}`,
        };
      }),
    );
  },
});

const TAGGERS =
  /^(?:mathieudutour\/github-tag-action|anothrnick\/github-tag-action|rickstaa\/action-create-tag|python-semantic-release\/python-semantic-release|googleapis\/release-please-action)$/;

function makesTag(step: Step): boolean {
  if (TAGGERS.test(step.action)) return true;
  return (
    step.run !== null &&
    commandLines(step.run).some(({ text }) =>
      /\bgit push\b.*(?:--tags|--follow-tags|refs\/tags\/| v\$?\{?\w| tag )/.test(text),
    )
  );
}

/** A token, a key or an App of somebody else than the run itself. */
function hasOtherToken({ file }: Workflow, job: Job): boolean {
  if (job.steps.some((step) => /create-github-app-token|ssh-agent|import-gpg/.test(step.action))) return true;
  const text = file.text.slice(job.node.start, job.node.end);
  const named = Array.from(text.matchAll(/secrets\.(\w+)/g), (match) => match[1]);
  if (named.some((name) => name !== "GITHUB_TOKEN" && /TOKEN|PAT|KEY|DEPLOY|BOT/i.test(name ?? "")))
    return true;
  return job.steps.some(
    (step) => step.action === "actions/checkout" && scalarText(input(step, "ssh-key")) !== null,
  );
}

/** `gh workflow run`, `workflow_dispatch` by the API. */
function startsRelease({ file }: Workflow): boolean {
  return /gh workflow run|workflow-dispatch|createWorkflowDispatch|repository-dispatch|\/dispatches/.test(
    file.text,
  );
}
