import { child, scalarTexts } from "../../../../tree/formats/yaml-file.ts";
import { eventsOf } from "../../../../tree/workflows/conditions.ts";
import { publishings } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";
import { fitsFilter } from "../../../../tree/workflows/ref-filter.ts";

const DEVELOPMENT = ["v1.2.3.dev4", "1.2.3.dev4"];

/** W036: the tag of a development version starts the release to PyPI. */
export const developmentTagPublishes: Rule = defineRule({
  code: "W036",
  slug: "development-tag-publishes",
  title: "the tag of a development version triggers a PyPI upload",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  byDefault: false,
  docs: {
    what: "The tag filter of the workflow that publishes to PyPI also matches `v1.2.3.dev4`.",
    why: "A tag that marks a development version publishes a release that every user with `--pre` gets, and its file name can never be reused.",
    fix: 'exclude such tags: `tags: ["v[0-9]*", "!v*dev*"]`',
    bad: 'tags: ["v*"]',
    good: 'tags: ["v[0-9]*", "!v*dev*"]',
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, index, job } = each;
      const push = workflow.triggers.get("push");
      const node = child(push, "tags");
      const patterns = scalarTexts(node);
      if (node === null || index !== "pypi" || seen.has(workflow) || !eventsOf(each).has("tag")) return [];
      seen.add(workflow);
      const tag = DEVELOPMENT.find((name) => fitsFilter(name, patterns));
      if (tag === undefined || /dev|prerelease/.test(`${job.if} ${each.step.if}`)) return [];
      return {
        message: `the tag filter ${patterns.join(", ")} also matches ${tag}, and the job ${job.id} publishes it to PyPI`,
        location: workflow.file.locate(node),
        subject: workflow.file.path,
      };
    });
  },
});
