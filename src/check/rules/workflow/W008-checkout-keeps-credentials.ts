import { scalarText } from "../../../tree/formats/yaml-file.ts";
import { addInput, workflowFix } from "../../../tree/workflows/edits.ts";
import { listed } from "../../../text/plural.ts";
import { input, type Job, type Step } from "../../../tree/workflows/model.ts";
import { feedingJobs } from "../../../tree/workflows/feeding-jobs.ts";
import { commandLines } from "../../../tree/workflows/commands.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W008: the checkout stores the repository's token in .git/config for the build. */
export const checkoutKeepsCredentials: Rule = defineRule({
  code: "W008",
  slug: "checkout-keeps-credentials",
  title: "a release's checkout stores the repository's token",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "`actions/checkout` before v6 keeps the token in .git/config for later git commands, in a job that builds or publishes.",
    why: "All later steps of the job can read the token, and a build that includes too many files can ship it.",
    fix: "add `with: { persist-credentials: false }` to the checkout",
    bad: "- uses: actions/checkout@...",
    good: "- uses: actions/checkout@...\n  with:\n    persist-credentials: false",
    peers: ["zizmor:artipacked"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    const jobs = new Map<string, string[]>();
    for (const { workflow, job } of feedingJobs(await resolvedWorkflows(inputs))) {
      if (usesGit(job)) continue;
      for (const step of job.steps) {
        if (step.action !== "actions/checkout" || input(step, "persist-credentials") !== null) continue;
        // Another token was given on purpose, to push with.
        if (scalarText(input(step, "token") ?? input(step, "ssh-key")) !== null) continue;
        if (majorOf(workflow.file.text, step) >= OUTSIDE_OF_THE_TREE) continue;
        const { path } = workflow.file;
        jobs.set(path, [...(jobs.get(path) ?? []), job.id]);
        const change = addInput(workflow.file, step, "persist-credentials: false");
        const title = "set persist-credentials: false for the checkout";
        findings.push({
          message: "",
          location: workflow.file.locate(step.place),
          subject: path,
          ...(change === null ? {} : { fix: workflowFix(title, "review", workflow.file, change) }),
        });
      }
    }
    // One subject, and so one finding, a workflow.
    return findings.map((each) => ({ ...each, message: said([...new Set(jobs.get(each.subject ?? ""))]) }));
  },
});

function said(jobs: readonly string[]): string {
  return jobs.length === 1
    ? `the checkout in the job ${jobs[0]} stores the repository's token in .git/config`
    : `the checkouts in the jobs ${listed(jobs)} store the repository's token in .git/config`;
}

/** From this major version on the token lies in the runner's own folder, where no build takes it along. */
const OUTSIDE_OF_THE_TREE = 6;

/** The major version of an action: of its tag, or of the comment behind its hash. What says none is taken for a new one. */
function majorOf(text: string, step: Step): number {
  const ref = step.uses?.split("@")[1] ?? "";
  const line = /^.*/.exec(text.slice(step.place.start))?.[0] ?? "";
  const said = /^[0-9a-f]{40}$/.test(ref) ? (line.split("#")[1] ?? "").trim() : ref;
  return Number(/^(?:tag=)?v?(\d+)/.exec(said)?.[1] ?? OUTSIDE_OF_THE_TREE);
}

/** Whether a later step talks to the repository with git, or may. */
function usesGit({ steps }: Job): boolean {
  return steps.some(
    ({ run, action }) =>
      commandLines(run ?? "").some(({ text }) =>
        /\bgit (?:push|fetch|pull|submodule)\b|semantic-release|\bcz bump\b/.test(text),
      ) || /(?:commit|push|semantic-release|bump|tag|create-pull-request|gh-pages)/.test(action),
  );
}
