import { inspects, tests } from "../../../../tree/workflows/commands.ts";
import { isPublic, publishings } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W037: the project is published, and no workflow of it tests anything. */
export const nothingTested: Rule = defineRule({
  code: "W037",
  slug: "nothing-tested",
  title: "no workflow tests the project",
  severity: "warning",
  scope: "hygiene",
  confidence: "likely",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "A workflow publishes the project, but no workflow of the repository runs its tests or tries the distributions.",
    why: "Every commit is released untested: a broken one reaches every user, and its version can never be reused.",
    fix: "add a job that runs the tests, and name it in `needs` of the publishing job; `shipwheel workflow generate` writes both",
    bad: "jobs:\n  publish: ...",
    good: "jobs:\n  test: ...\n  publish:\n    needs: test",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const first = publishings(all).find(isPublic);
    if (first === undefined) return [];
    const isTried = all.some(({ jobs }) =>
      jobs.some(
        (job) =>
          job.uses !== null ||
          job.steps.some((step) => tests(step) || inspects(step) || mayTest(step.action, step.run)),
      ),
    );
    if (isTried) return [];
    const { workflow, job, step } = first;
    return [
      {
        message: `the job ${job.id} publishes, but no workflow runs the tests`,
        location: workflow.file.locate(job.key),
        related: [workflow.file.locate(step.place)],
        subject: workflow.file.path,
      },
    ];
  },
});

/** Actions and scripts that nobody sees into, and whatever is called a test. */
function mayTest(action: string, run: string | null): boolean {
  if (/test|tox|nox|cibuildwheel|inspect/.test(action)) return true;
  return /\b(?:tests?|checks?|ci|verify|smoke)\b|\.sh\b|\bjust\b|\bmake\b/i.test(run ?? "");
}
