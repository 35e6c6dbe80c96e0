import { mayWrite } from "../../../../tree/workflows/model.ts";
import { isPublic, publishings } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W029: one job can publish to PyPI and change the repository. */
export const identityWithWriteAccess: Rule = defineRule({
  code: "W029",
  slug: "identity-with-write-access",
  title: "the publishing job has write access to the repository",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "A job that uses trusted publishing also has `contents: write`.",
    why: "Anything that compromises that job (an action or one of its dependencies) can publish in your name and rewrite the tag or the release to hide it.",
    fix: "create the GitHub release in a separate job with `contents: write`, and give the publishing job only `id-token: write`",
    bad: "publish:\n  permissions:\n    id-token: write\n    contents: write",
    good: "publish:\n  permissions:\n    id-token: write\nrelease:\n  needs: publish\n  permissions:\n    contents: write",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, auth } = each;
      if (seen.has(job) || !isPublic(each) || auth === "token") return [];
      seen.add(job);
      const permissions = job.permissions ?? workflow.permissions;
      // Everything at once is W022's.
      if (permissions === null || permissions.all !== null) return [];
      if (!mayWrite(workflow, job, "id-token") || !mayWrite(workflow, job, "contents")) return [];
      const { node } = permissions;
      const entry = node.kind === "map" ? node.entries.get("contents") : undefined;
      return {
        message: `the job ${job.id} uses trusted publishing and has contents: write`,
        location: workflow.file.locate(
          entry === undefined ? node : { start: entry.key.start, end: entry.value.end },
        ),
        related: [workflow.file.locate(each.step.place)],
        subject: `${workflow.file.path} ${job.id}`,
      };
    });
  },
});
