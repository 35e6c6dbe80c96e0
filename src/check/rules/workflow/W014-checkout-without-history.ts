import type { Severity } from "../../../findings/finding.ts";
import { child, scalarText } from "../../../tree/formats/yaml-file.ts";
import { builds } from "../../../tree/workflows/commands.ts";
import { addInput, workflowFix } from "../../../tree/workflows/edits.ts";
import { input, variable, type Job, type Step, type Workflow } from "../../../tree/workflows/model.ts";
import { branchEvents } from "./views/publishing-events.ts";
import { releaseJobs } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W014: the version is counted from the history, and the workflow fetches none. */
export const checkoutWithoutHistory: Rule = defineRule({
  code: "W014",
  slug: "checkout-without-history",
  title: "the version comes from the history, but the release's checkout is shallow",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "The project takes its version from git tags, but the job that builds it on a branch push checks out one commit without tags. For jobs triggered by a tag or release, the version is correct and the finding is only a note.",
    why: "The build fails or gets a version such as 0.1.dev1.",
    fix: "add `with: { fetch-depth: 0 }` to the checkout",
    bad: "- uses: actions/checkout@...\n- run: python -m build",
    good: "- uses: actions/checkout@...\n  with:\n    fetch-depth: 0\n- run: python -m build",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const { tree } = inputs;
    if (tree === undefined || !tree.backendFacts.versionFromVcs(tree.pyproject)) return [];
    if (tree.project.version !== null) return [];
    return releaseJobs(await resolvedWorkflows(inputs)).flatMap(({ workflow, job }) => {
      const place = job.steps.findIndex((step) => builds(step) && !isOfAnotherFolder(step));
      // The checkout of a tag, or of a release's tag, has that tag: nothing needs to be counted.
      const told = branchOrTag(branchEvents(workflow, job), workflow);
      if (place === -1 || told === null) return [];
      return job.steps.slice(0, place).flatMap((step) => {
        if (step.action !== "actions/checkout" || hasHistory(step) || isOther(step)) return [];
        if (isTold(workflow, job, job.steps.slice(0, place + 1))) return [];
        const change =
          input(step, "fetch-depth") === null ? addInput(workflow.file, step, "fetch-depth: 0") : null;
        return {
          ...told(job.id),
          location: workflow.file.locate(step.place),
          subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
          ...(change === null
            ? {}
            : { fix: workflowFix("fetch the whole history", "safe", workflow.file, change) }),
        };
      });
    });
  },
});

/** What is told of a checkout without history: at events of branches, or else of tags. Null: others start the workflow. */
function branchOrTag(events: readonly string[], workflow: Workflow): ((job: string) => RuleFinding) | null {
  if (events.length > 0) {
    return (job) => ({
      message: `the checkout in the job ${job} fetches no history, but at ${events.join(", ")} the version is counted from it`,
      severity: severityOf(events),
    });
  }
  const tagged = ["push", "release"].filter((event) => workflow.triggers.has(event));
  if (tagged.length === 0) return null;
  return (job) => ({
    message: `the checkout in the job ${job} has the tag that ${tagged.join(" or ")} is about, but no earlier history`,
    severity: "info",
    why: "The release gets its version from that tag. Anything that needs more history does not work: the distance in git describe, a changelog, the date of the first commit.",
  });
}

/** Each push of a branch publishes a wrong version; where a person starts the workflow, that person may choose a tag. */
function severityOf(events: readonly string[]): Severity {
  if (events.includes("push")) return "error";
  return events.every((event) => event === "workflow_dispatch") ? "info" : "warning";
}

function hasHistory(step: Step): boolean {
  const depth = scalarText(input(step, "fetch-depth"));
  // Tags with a depth of some hundreds are somebody's considered choice.
  return depth !== null && (depth === "0" || depth.includes("${{") || Number(depth) > 20);
}

/** A build of another project of the repository, which has a version of its own. */
function isOfAnotherFolder({ node, run }: Step): boolean {
  const folder = scalarText(child(node, "working-directory")) ?? ".";
  return [folder, builtFolder(run ?? "")].some((each) => !ROOT.test(each));
}

const ROOT = /^(?:\.\/?|\$\{\{.*\}\})$/;

/** The folder that `python -m build` is given. */
function builtFolder(script: string): string {
  const words = /-m build\b([^\n;&|]*)/.exec(script)?.[1]?.split(/\s+/).filter(Boolean) ?? [];
  const given = words.findIndex((word, at) => !word.startsWith("-") && !WITH_VALUE.test(words[at - 1] ?? ""));
  return words[given] ?? ".";
}

const WITH_VALUE = /^(?:-o|-C|--outdir|--config-setting|--config-json|--installer)$/;

/** A checkout of something else, or of a tag that is named. */
function isOther(step: Step): boolean {
  const repository = scalarText(input(step, "repository"));
  if (/tag|version|release/i.test(scalarText(input(step, "ref")) ?? "")) return true;
  return repository !== null && !repository.includes("github.repository");
}

const PRETEND = [
  "SETUPTOOLS_SCM_PRETEND_VERSION",
  "PDM_BUILD_SCM_VERSION",
  "UV_DYNAMIC_VERSIONING_BYPASS",
  "POETRY_DYNAMIC_VERSIONING_BYPASS",
];

/** Whether the history is fetched afterwards, or the version is given otherwise. */
function isTold(workflow: Workflow, job: Job, steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      /\bgit (?:fetch|tag|pull)\b|_PRETEND_VERSION|VERSIONING_BYPASS|_SCM_VERSION/.test(step.run ?? "") ||
      PRETEND.some((name) => variable(workflow, job, step, name) !== null) ||
      [step.node, job.node, workflow.root].some((node) =>
        /SETUPTOOLS_SCM_PRETEND_VERSION_FOR_/.test(workflow.file.text.slice(node.start, node.end)),
      ),
  );
}
