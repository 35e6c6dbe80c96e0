import { child, scalarText } from "../../../tree/formats/yaml-file.ts";
import type { YamlRange } from "../../../tree/formats/yaml-file.ts";
import { input, type Step } from "../../../tree/workflows/model.ts";
import { feedingJobs } from "../../../tree/workflows/feeding-jobs.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W009: a release is built from what other runs have left in a cache. */
export const cacheInRelease: Rule = defineRule({
  code: "W009",
  slug: "cache-in-release",
  title: "a release restores a cache",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "A job that builds or publishes restores a cache of the repository.",
    why: "Other workflows write that cache. Anyone who can run code in one of them can inject code into your release.",
    fix: "do not restore a cache in release jobs: remove the step or the `cache` input",
    bad: "- uses: actions/setup-python@...\n  with:\n    cache: pip",
    good: "- uses: actions/setup-python@...",
    peers: ["zizmor:cache-poisoning"],
  },
  async check(inputs) {
    return feedingJobs(await resolvedWorkflows(inputs)).flatMap(({ workflow, job }) => {
      if (scalarText(child(job.node, "cache-mode") ?? child(workflow.root, "cache-mode")) === "none")
        return [];
      return job.steps.flatMap((step) => {
        const place = cacheOf(step);
        if (place === null || /pull_request|refs\/heads/.test(step.if)) return [];
        return {
          message: `the job ${job.id}, which the release depends on, restores a cache (${step.action})`,
          location: workflow.file.locate(place),
          subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
        };
      });
    });
  },
});

const CACHES = new Set([
  "actions/cache",
  "actions/cache/restore",
  "swatinem/rust-cache",
  "mozilla-actions/sccache-action",
]);

function cacheOf(step: Step): YamlRange | null {
  if (CACHES.has(step.action)) return scalarText(input(step, "lookup-only")) === "true" ? null : step.place;
  const isUv = step.action === "astral-sh/setup-uv";
  const asked = step.action.startsWith("actions/setup-")
    ? input(step, "cache")
    : isUv
      ? input(step, "enable-cache")
      : null;
  // setup-uv caches on GitHub's runners unless it is told not to.
  if (asked === null) return isUv && cachesByDefault(step) ? step.place : null;
  const value = scalarText(asked);
  // An expression may switch it off for releases.
  return value === null || value === "" || value === "false" || value.includes("${{") ? null : asked;
}

/** Since version 5; of a commit the version is not known, and every one of the table has it. */
function cachesByDefault({ uses }: Step): boolean {
  const major = /@v(\d+)/.exec(uses ?? "")?.[1];
  return major === undefined || Number(major) >= 5;
}
