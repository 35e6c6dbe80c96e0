import { child, scalarText, type YamlNode } from "../../../../tree/formats/yaml-file.ts";
import { commandLines } from "../../../../tree/workflows/commands.ts";
import { eventsOf } from "../../../../tree/workflows/conditions.ts";
import { input, variable, type Job, type Step, type Workflow } from "../../../../tree/workflows/model.ts";
import { publishings, type Publishing } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** W035: the workflow that publishes waits for a tag that starts nothing. */
export const tagByDefaultToken: Rule = defineRule({
  code: "W035",
  slug: "tag-by-default-token",
  title: "a tag or release made with the default token starts no workflow",
  severity: "error",
  confidence: "likely",
  needs: ["tree"],
  docs: {
    what: "A workflow pushes the tag or publishes the GitHub release with `GITHUB_TOKEN`, but the publishing workflow is triggered by pushed tags or published releases.",
    why: "Actions by `GITHUB_TOKEN` do not trigger workflows: the tag and the release exist, but nothing is published.",
    fix: "publish in the workflow that creates the tag or release, or create them with a GitHub App token or by hand",
    bad: "- run: git push origin v1.2.3",
    good: "publish:\n  needs: tag",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const waiting = publishings(all).filter(
      (each) =>
        !eventsOf(each).has("dispatch") &&
        !each.workflow.triggers.has("workflow_call") &&
        !each.workflow.triggers.has("workflow_run"),
    );
    const first = { tag: waiting.find(waitsForTag), release: waiting.find(waitsForRelease) };
    return all.flatMap((workflow) => {
      if (startsRelease(workflow)) return [];
      if (waiting.some((each) => each.workflow === workflow && eventsOf(each).has("branch"))) return [];
      return workflow.jobs.flatMap((job): readonly RuleFinding[] => {
        for (const step of job.steps) {
          const made = madeBy(step, { workflow, job });
          const met = made.map((each) => first[each]).find((each) => each !== undefined);
          if (met === undefined || !isByDefaultToken(workflow, job, step)) continue;
          const what = met === first.tag && made.includes("tag") ? "pushes a tag" : "publishes a release";
          return [
            {
              message: `the job ${job.id} ${what} with the default token, which does not start ${met.workflow.file.path}`,
              location: workflow.file.locate(step.place),
              related: [met.workflow.file.locate(met.step.place)],
              subject: `${workflow.file.path} ${job.id}`,
            },
          ];
        }
        return [];
      });
    });
  },
});

function waitsForTag(each: Publishing): boolean {
  return eventsOf(each).has("tag");
}

/** One that the pushed tag starts as well does not wait. */
function waitsForRelease(each: Publishing): boolean {
  const events = eventsOf(each);
  return events.has("release") && !events.has("tag") && !events.has("branch") && !events.has("schedule");
}

type Made = "tag" | "release";

/** They push the tag and publish its release. */
const TAGGERS =
  /^(?:mathieudutour\/github-tag-action|anothrnick\/github-tag-action|rickstaa\/action-create-tag)$/;
const BOTH = /^(?:python-semantic-release\/python-semantic-release|googleapis\/release-please-action)$/;
const RELEASERS =
  /^(?:softprops\/action-gh-release|ncipollo\/release-action|actions\/create-release|marvinpinto\/action-automatic-releases)$/;

/** What a step makes that could start a workflow. */
function madeBy(step: Step, of: { readonly workflow: Workflow; readonly job: Job }): readonly Made[] {
  if (TAGGERS.test(step.action)) return ["tag"];
  if (BOTH.test(step.action)) return ["tag", "release"];
  const lines = commandLines(step.run ?? "").map(({ text }) => text);
  const isDrafter = step.action === "release-drafter/release-drafter";
  const isRelease = isDrafter
    ? scalarText(input(step, "publish")) === "true"
    : (RELEASERS.test(step.action) && (scalarText(input(step, "draft")) ?? "false") === "false") ||
      lines.some((text) =>
        /\bgh release (?:create\b(?!.*\s(?:--draft|-d)\b)|edit\b.*--draft=false)/.test(text),
      );
  if (isRelease) {
    const events = eventsOf({ ...of, step });
    // Files are added to the release that has started it, and a release of something else starts nothing on purpose.
    if (events.has("release") || isOfSomethingElse(step)) return [];
    // It makes its tag, too, unless a tag has started it.
    return events.has("tag") ? ["release"] : ["tag", "release"];
  }
  return lines.some(pushesTag) ? ["tag"] : [];
}

/** A push that makes a tag; one that deletes it, or that goes to a branch with such a name, makes none. */
function pushesTag(text: string): boolean {
  const given = /\bgit push\b([^;&|]*)/.exec(text)?.[1] ?? "";
  if (/\s(?:--delete|-d|--dry-run|-n)\b|\s["']?:/.test(given)) return false;
  return /--tags|--follow-tags|refs\/tags\/|\s["']?v(?:\d|\$)|\s["']?\$\{?\w*tag\w*\b| tag /i.test(given);
}

/** Whether the name or the tag of a release says that it is none of the project's versions. */
function isOfSomethingElse(step: Step): boolean {
  const said = ["tag_name", "tag", "name"].map((name) => scalarText(input(step, name)) ?? "").join(" ");
  return /\b(?:data(?:sets?)?|nightly|docs|assets|models?|latest)\b/i.test(`${said} ${step.run ?? ""}`);
}

const TOKEN_INPUTS = ["token", "github_token", "github-token", "repo-token", "repo_token"];

/** Whether a step acts as the run itself; a token, a key or an App of somebody else starts workflows. */
function isByDefaultToken(workflow: Workflow, job: Job, step: Step): boolean {
  if (job.steps.some(({ action }) => /create-github-app-token|ssh-agent/.test(action))) return false;
  if (step.run === null) {
    const given =
      TOKEN_INPUTS.map((name) => input(step, name)).find((node) => node !== null) ??
      variable(workflow, job, step, "GITHUB_TOKEN");
    return isDefault(scalarText(given));
  }
  if (/\bgh release\b/.test(step.run))
    return ["GH_TOKEN", "GITHUB_TOKEN"].every((name) =>
      isDefault(scalarText(variable(workflow, job, step, name))),
    );
  return isPushedByDefault(workflow, job);
}

/** `git push` takes what the checkout has left behind, or what is in the address. */
function isPushedByDefault({ file, root }: Workflow, job: Job): boolean {
  const checkouts = job.steps.filter(({ action }) => action === "actions/checkout");
  const given = checkouts.flatMap((each) => [input(each, "token"), input(each, "ssh-key")]);
  const scripts = job.steps.filter(({ run }) => /\bgit (?:push|remote|config|credential)/.test(run ?? ""));
  const texts = [
    ...given.map(scalarText),
    ...scripts.map(({ node }) => file.text.slice(node.start, node.end)),
    ...[job.node, root].flatMap((owner) => repositoryTokens(child(owner, "env"))),
  ];
  return texts.every(isDefault);
}

/** Of the variables of a whole job those that are for the repository, not for an index. */
function repositoryTokens(env: YamlNode | null): readonly (string | null)[] {
  if (env?.kind !== "map") return [];
  return Array.from(env.entries).flatMap(([name, { value }]) =>
    /GH|GIT|PAT|PUSH|DEPLOY|BOT/i.test(name) ? [scalarText(value)] : [],
  );
}

function isDefault(text: string | null): boolean {
  const named = Array.from((text ?? "").matchAll(/\bsecrets\.(\w+)|\b(steps|needs|env|vars|inputs)\./g));
  return named.every(([, secret, context]) => context === undefined && secret === "GITHUB_TOKEN");
}

/** `gh workflow run`, `workflow_dispatch` by the API. */
function startsRelease({ file }: Workflow): boolean {
  return /gh workflow run|workflow-dispatch|createWorkflowDispatch|repository-dispatch|\/dispatches/.test(
    file.text,
  );
}
