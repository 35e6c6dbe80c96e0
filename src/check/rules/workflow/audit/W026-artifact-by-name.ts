import { scalarText } from "../../../../tree/formats/yaml-file.ts";
import { input, type Job } from "../../../../tree/workflows/model.ts";
import { publishings } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W026: the publishing job takes whatever has the right name. */
export const artifactByName: Rule = defineRule({
  code: "W026",
  slug: "artifact-by-name",
  title: "the publishing job downloads the distributions by name",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  byDefault: false,
  docs: {
    what: "A publishing job downloads an artifact by name or pattern, without comparing its digest with the building job.",
    why: "Any job of the run, even one without permissions, can upload an artifact of that name again (`overwrite: true`): the test job can replace what is published.",
    fix: "pass `artifact-id` and the digests as outputs of the building job, download with `artifact-ids`, and compare the digests before the upload",
    bad: "- uses: actions/download-artifact\n  with:\n    name: dist",
    good: "- uses: actions/download-artifact\n  with:\n    artifact-ids: ${{ needs.build.outputs.artifact-id }}",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const seen = new Set<Job>();
    return publishings(await resolvedWorkflows(inputs)).flatMap(({ workflow, job, step }) => {
      if (seen.has(job)) return [];
      seen.add(job);
      const before = job.steps.slice(0, job.steps.indexOf(step));
      const downloads = before.filter((each) => each.action === "actions/download-artifact");
      const [first] = downloads;
      if (first === undefined || downloads.some((each) => input(each, "artifact-ids") !== null)) return [];
      const isCompared = before.some(({ run }) =>
        /sha256sum|Get-FileHash|shasum|--require-hashes/.test(run ?? ""),
      );
      // Nothing else runs in it: one job built, this one publishes.
      if (isCompared || workflow.jobs.length < 3) return [];
      const name = scalarText(input(first, "name") ?? input(first, "pattern"));
      return {
        message: `the job ${job.id} publishes whatever artifact ${name === null ? "the run has" : `is called ${name}`}`,
        location: workflow.file.locate(first.place),
        subject: `${workflow.file.path} ${job.id}`,
      };
    });
  },
});
