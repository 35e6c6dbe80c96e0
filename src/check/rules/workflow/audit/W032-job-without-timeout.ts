import { child } from "../../../../tree/formats/yaml-file.ts";
import { addEntry, workflowFix } from "../../../../tree/workflows/edits.ts";
import { publishings } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { runsProjectCode } from "../../../../tree/workflows/privileges.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W032: a job that hangs holds its identity for six hours. */
export const jobWithoutTimeout: Rule = defineRule({
  code: "W032",
  slug: "job-without-timeout",
  title: "the publishing job has no timeout",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  byDefault: false,
  fix: "review",
  docs: {
    what: "A job that publishes has no `timeout-minutes`.",
    why: "GitHub stops a job that hangs only after six hours; until then the job keeps its permissions and the release waits.",
    fix: "set `timeout-minutes: 15` for the job",
    bad: "publish:\n  runs-on: ubuntu-latest",
    good: "publish:\n  runs-on: ubuntu-latest\n  timeout-minutes: 15",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await resolvedWorkflows(inputs)).flatMap(({ workflow, job, step }) => {
      if (seen.has(job)) return [];
      seen.add(job);
      if ([job.node, step.node].some((node) => child(node, "timeout-minutes") !== null)) return [];
      // How long a build takes is not known here.
      const change = job.steps.some(runsProjectCode)
        ? null
        : addEntry(workflow.file, job.node, "timeout-minutes: 15", "runs-on");
      return {
        message: `the job ${job.id} publishes but has no timeout`,
        location: workflow.file.locate(job.key),
        subject: workflow.file.path,
        ...(change === null
          ? {}
          : { fix: workflowFix("set the job's timeout to 15 minutes", "review", workflow.file, change) }),
      };
    });
  },
});
