import { scalarText } from "../../../tree/yaml-file.ts";
import { addInput, workflowFix } from "../../workflows/edits.ts";
import { input, type Job } from "../../workflows/model.ts";
import { feedingJobs } from "../../workflows/publishing.ts";
import { workflows } from "../../workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** W008: the checkout leaves the repository's token behind for the build. */
export const checkoutKeepsCredentials: Rule = defineRule({
  code: "W008",
  slug: "checkout-keeps-credentials",
  title: "a release's checkout leaves the repository's token behind",
  severity: "warning",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "`actions/checkout` keeps the token for later git commands, in a job that builds or publishes.",
    why: "Everything that runs later in the job can read it, and a build that takes too much in can ship it.",
    fix: "`with: persist-credentials: false`",
    bad: "- uses: actions/checkout@...",
    good: "- uses: actions/checkout@...\n  with:\n    persist-credentials: false",
    peers: ["zizmor:artipacked"],
  },
  async check(inputs) {
    return feedingJobs(await workflows(inputs)).flatMap(({ workflow, job }) =>
      usesGit(job)
        ? []
        : job.steps.flatMap((step) => {
            if (step.action !== "actions/checkout" || input(step, "persist-credentials") !== null) return [];
            // Another token was given on purpose, to push with.
            if (scalarText(input(step, "token") ?? input(step, "ssh-key")) !== null) return [];
            const change = addInput(workflow.file, step, "persist-credentials: false");
            const title = "let the checkout forget the token";
            return {
              message: `the checkout in the job ${job.id} leaves the repository's token behind`,
              location: workflow.file.locate(step.place),
              subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
              ...(change === null ? {} : { fix: workflowFix(title, "review", workflow.file, change) }),
            };
          }),
    );
  },
});

/** Whether a later step talks to the repository with git, or may. */
function usesGit({ steps }: Job): boolean {
  return steps.some(
    ({ run, action }) =>
      /\bgit (?:push|fetch|pull|submodule)\b|semantic-release|\bcz bump\b/.test(run ?? "") ||
      /(?:commit|push|semantic-release|bump|tag|create-pull-request|gh-pages)/.test(action),
  );
}
