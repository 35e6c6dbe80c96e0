import { child, scalarText } from "../../../tree/formats/yaml-file.ts";
import { input, type Job, type Step, type Workflow } from "../../../tree/workflows/model.ts";
import { publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W007: code of strangers runs with the rights of the repository. */
export const untrustedCodeWithPrivileges: Rule = defineRule({
  code: "W007",
  slug: "untrusted-code-with-privileges",
  title: "untrusted code runs with the repository's permissions",
  severity: "error",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "A workflow triggered by `pull_request_target` or `workflow_run` checks out an untrusted branch, or publishes.",
    why: "Both events run with the repository's secrets and write token, even for a pull request from a fork. PyPI rejects uploads from `pull_request_target`.",
    fix: "use `pull_request` to run code of the pull request, and publish on a tag",
    bad: "on:\n  pull_request_target:",
    good: "on:\n  pull_request:",
    peers: ["zizmor:dangerous-triggers"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const releasing = new Set(publishings(all).map(({ workflow }) => workflow));
    return all.flatMap((workflow) => Array.from(findingsOf(workflow, releasing.has(workflow))));
  },
});

function* findingsOf(workflow: Workflow, releases: boolean): Generator<RuleFinding> {
  const { file } = workflow;
  if (workflow.triggers.has("pull_request_target")) {
    const checkout = find(workflow, (step) => step.action === "actions/checkout");
    const stranger = find(
      workflow,
      (step, job) => isStrangers(step, STRANGER) && !isOfMembers(job, step) && !isLabelled(job, step),
    );
    const told = stranger ?? (releases ? trigger(workflow, "pull_request_target") : null);
    if (told !== null)
      yield {
        message:
          stranger === null
            ? "pull_request_target triggers a workflow that publishes"
            : "pull_request_target: an untrusted pull request branch is checked out with the repository's permissions",
        location: file.locate(told),
        subject: `${file.path} pull_request_target`,
      };
    else if (
      checkout !== null &&
      !workflow.jobs.every((job) => job.steps.every((step) => isOfMembers(job, step)))
    )
      yield {
        message: "pull_request_target with a checkout: do not run anything that a pull request can change",
        severity: "info",
        confidence: "likely",
        location: file.locate(trigger(workflow, "pull_request_target") ?? checkout),
        related: [file.locate(checkout)],
        subject: `${file.path} pull_request_target`,
      };
  }
  if (!workflow.triggers.has("workflow_run")) return;
  const stranger = find(workflow, (step, job) => isStrangers(step, RUN_HEAD) && !isGuarded(job, step));
  if (stranger === null) return;
  yield {
    message:
      "workflow_run: the possibly untrusted branch of the triggering run is checked out with the repository's permissions",
    location: file.locate(stranger),
    subject: `${file.path} workflow_run`,
  };
}

type Range = { readonly start: number; readonly end: number };

function find(workflow: Workflow, matches: (step: Step, job: Job) => boolean): Range | null {
  for (const job of workflow.jobs) for (const step of job.steps) if (matches(step, job)) return step.place;
  return null;
}

const STRANGER = /github\.head_ref|pull_request\.(?:head\b|number)|refs\/pull\//;
const RUN_HEAD = /workflow_run\.(?:head_(?:sha|branch|repository)|pull_requests)/;

function isStrangers(step: Step, pattern: RegExp): boolean {
  if (step.action === "actions/checkout")
    return ["ref", "repository"].some((name) => pattern.test(scalarText(input(step, name)) ?? ""));
  return (
    /\bgh pr checkout\b|git (?:fetch|checkout)[^\n]*\bpull\//.test(step.run ?? "") && pattern === STRANGER
  );
}

/** Whether only branches of the repository itself pass. */
function isOfMembers(job: Job, step: Step): boolean {
  return /head\.repo\.(?:full_name|id|owner\.login)\s*==|head\.repo\.fork\s*(?:==\s*false|!=\s*true)|!\s*github\.event\.pull_request\.head\.repo\.fork/.test(
    `${job.if} ${step.if}`,
  );
}

/** Whether a member must have put a label on the pull request. */
function isLabelled(job: Job, step: Step): boolean {
  return /pull_request\.labels|event\.label\b/.test(`${job.if} ${step.if}`);
}

/** Whether the run before must have been one of the repository itself. */
function isGuarded(job: Job, step: Step): boolean {
  return /workflow_run\.(?:event\s*==\s*'(?:push|release|workflow_dispatch|schedule)|head_repository|head_branch\s*==)/.test(
    `${job.if} ${step.if}`,
  );
}

function trigger(workflow: Workflow, name: string): Range | null {
  const on = child(workflow.root, "on");
  return (on?.kind === "map" ? on.entries.get(name)?.key : undefined) ?? on;
}
