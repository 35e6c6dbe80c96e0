import { child, scalarTexts } from "../../../../tree/formats/yaml-file.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { evaluateCondition, isTruthy, type Contexts } from "../../../../tree/workflows/expressions.ts";
import { withNeeded, type Workflow } from "../../../../tree/workflows/model.ts";
import { isPublic, publishings, type Publishing } from "../../../../tree/workflows/publishing.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** W041: an upload that no condition keeps from what nobody released: a pull request, a branch, a run that failed. */
export const publishesUnreleased: Rule = defineRule({
  code: "W041",
  slug: "publishes-unreleased",
  title: "a workflow publishes what nobody released",
  severity: "error",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "A job publishes at every `pull_request`, after every `workflow_run`, or uploads to PyPI at every push of any branch, without a condition.",
    why: "The first push of a branch with a new version is its release, and a published version can never be replaced. A `workflow_run` also starts after failed tests.",
    fix: "start the workflow on a tag, or give the job a condition: `if: startsWith(github.ref, 'refs/tags/')`",
    bad: "on: push\njobs:\n  publish: ...",
    good: "on:\n  push:\n    tags: ['v*']\njobs:\n  publish: ...",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return (await resolvedWorkflows(inputs)).flatMap((workflow) => {
      const open = publishings([workflow]).filter((each) => !decidesItself(each));
      return UNASKED.flatMap(({ event, isAt, who, help }): readonly RuleFinding[] => {
        const found = open.find((each) => isAt(workflow, each) && isReached(each, event));
        if (found === undefined) return [];
        return [
          {
            message: `the job ${found.job.id} ${who}`,
            location: workflow.file.locate(found.step.place),
            help: `add if: ${help} to ${found.job.id}`,
            subject: `${workflow.file.path} ${event}`,
          },
        ];
      });
    });
  },
});

interface Unasked {
  readonly event: string;
  readonly isAt: (workflow: Workflow, publishing: Publishing) => boolean;
  readonly who: string;
  readonly help: string;
}

const UNASKED: readonly Unasked[] = [
  {
    event: "pull_request",
    isAt: ({ triggers }, each) => triggers.has("pull_request") && isPublic(each),
    who: "publishes at every pull request of the repository",
    help: "github.event_name != 'pull_request'",
  },
  {
    event: "workflow_run",
    isAt: ({ triggers }, each) => triggers.has("workflow_run") && isPublic(each),
    who: "publishes after every workflow_run, even a failed one or one of a fork",
    help: "github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push'",
  },
  {
    event: "push",
    isAt: (workflow, each) => isAnyPush(workflow) && each.index === "pypi",
    who: "publishes to PyPI at every push of any branch",
    help: "startsWith(github.ref, 'refs/tags/')",
  },
];

/** Whether something that runs looks for a release itself: semantic-release and its like, or a script. */
function decidesItself({ workflow, job, step }: Publishing): boolean {
  return (
    withNeeded(workflow, job).some(({ steps }) =>
      steps.some(({ action, run }) => /semantic-release|release-please/.test(`${action} ${run ?? ""}`)),
    ) || /\bif\b|GITHUB_(?:REF|EVENT_NAME)|\|\|/.test(step.run ?? "")
  );
}

/** Whether no condition keeps an event from the upload. */
function isReached({ workflow, job, step }: Publishing, event: string): boolean {
  return [step.if, ...withNeeded(workflow, job).map((each) => each.if)].every(
    (condition) => letsAllThrough(condition) || letsThrough(condition, event),
  );
}

/** Whether a condition lets every event through. */
function letsAllThrough(condition: string): boolean {
  return /^(?:[\s!&|(){}$]|(?:always|success|cancelled|failure)\(\))*$/.test(condition);
}

/** Whether a condition certainly lets an event of a person's branch in the repository itself through. */
function letsThrough(condition: string, event: string): boolean {
  const found = evaluateCondition(condition, contextsAt(event, condition));
  return "value" in found && isTruthy(found.value);
}

function contextsAt(event: string, condition: string): Contexts {
  const branch = {
    "github.ref": "refs/heads/topic",
    "github.ref_name": "topic",
    "github.ref_type": "branch",
  };
  const own = [...condition.matchAll(/(github\.repository(?:_owner)?)\s*==\s*'([^']*)'/g)].map(
    ([, path = "", name = ""]) => [path, name] as const,
  );
  const known = new Map<string, string | boolean>([
    ["github.event_name", event],
    ["github.actor", "a-maintainer"],
    ["github.event.repository.fork", false],
    ...own,
    ...(event === "push" ? Object.entries(branch) : []),
  ]);
  return (path) => known.get(path);
}

function isAnyPush({ triggers }: Workflow): boolean {
  if (!triggers.has("push")) return false;
  const filters = triggers.get("push") ?? null;
  if (["branches-ignore", "tags", "tags-ignore"].some((name) => child(filters, name) !== null)) return false;
  const branches = child(filters, "branches");
  return branches === null || scalarTexts(branches).includes("**");
}
