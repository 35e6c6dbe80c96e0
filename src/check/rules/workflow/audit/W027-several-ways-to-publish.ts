import { eventsOf, eventWords, type ReleaseEvent } from "../../../../tree/workflows/conditions.ts";
import { publishings, type Publishing } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** W027: one version can be published by two runs, or by two jobs of one run. */
export const severalWaysToPublish: Rule = defineRule({
  code: "W027",
  slug: "several-ways-to-publish",
  title: "one version can be published twice",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "A tag and its GitHub release both start the upload to PyPI, or several jobs upload parts of one version without waiting for each other.",
    why: "Two builds of one version can differ, so the second upload fails or, worse, adds files of another build. With several jobs, a partial release is public if one of them fails.",
    fix: "publish at one event, from one job that waits for all building jobs",
    bad: "on:\n  push:\n    tags: ['v*']\n  release:\n    types: [published]",
    good: "on:\n  push:\n    tags: ['v*']",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const all = publishings(await resolvedWorkflows(inputs)).filter(({ index }) => index === "pypi");
    return [...byEvents(all), ...byJobs(all)];
  },
});

/** Pushing a tag and publishing its release come in pairs. */
function* byEvents(all: readonly Publishing[]): Generator<RuleFinding> {
  for (const each of all) {
    const events = eventsOf(each);
    if (!events.has("tag") || !events.has("release")) continue;
    const { file } = each.workflow;
    yield {
      message: `${eventWords("tag")} and ${eventWords("release")} both start the job ${each.job.id}, which uploads to PyPI`,
      location: file.locate(each.step.place),
      subject: `${file.path} events`,
      help: "remove one of the two triggers, or limit the job to one of them with if:",
    };
  }
}

function* byJobs(all: readonly Publishing[]): Generator<RuleFinding> {
  const releasing: readonly ReleaseEvent[] = ["tag", "release"];
  for (const [at, first] of all.entries()) {
    const other = all
      .slice(at + 1)
      .find((each) => each.workflow === first.workflow && each.job !== first.job);
    if (other === undefined || isAlternative(first, other)) continue;
    const [mine, theirs] = [eventsOf(first), eventsOf(other)];
    if (!releasing.some((event) => mine.has(event) && theirs.has(event))) continue;
    const { file } = first.workflow;
    yield {
      message: `the jobs ${first.job.id} and ${other.job.id} both upload to PyPI at one event`,
      location: file.locate(other.step.place),
      related: [file.locate(first.step.place)],
      subject: `${file.path} jobs`,
      help: `collect the distributions of both in one job, and upload there`,
      confidence: "likely",
    };
    return;
  }
}

/** Conditions that differ, or packages that differ, are somebody's distinction. */
function isAlternative(first: Publishing, other: Publishing): boolean {
  const [a, b] = [`${first.job.if} ${first.step.if}`.trim(), `${other.job.if} ${other.step.if}`.trim()];
  const packages = [first, other].map(({ workflow, job }) =>
    /packages[-_]dir: *["']?(?:\.\/)?[\w-]+\/[\w-]|working-directory:|\bmatrix\./.test(
      workflow.file.text.slice(job.node.start, job.node.end),
    ),
  );
  return a !== b || packages.includes(true);
}
