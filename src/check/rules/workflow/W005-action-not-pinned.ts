import * as v from "valibot";
import { child, type YamlFile, type YamlNode } from "../../../tree/formats/yaml-file.ts";
import type { Fix } from "../../../findings/finding.ts";
import { ACTION_PINS } from "../../knowledge/action-pins.ts";
import { workflowFix } from "../../../tree/workflows/edits.ts";
import type { Workflow } from "../../../tree/workflows/model.ts";
import { strongScopes } from "../../../tree/workflows/privileges.ts";
import { releaseJobs, releaseWorkflows } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { listed } from "../../../text/plural.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

const options: v.GenericSchema<unknown, { readonly trusted: readonly string[] }> = v.strictObject({
  trusted: v.optional(
    v.pipe(v.array(v.string()), v.description("Owners whose actions may be referenced by tag.")),
    ["actions", "github"],
  ),
});

/** W005: a release runs actions that can change without notice. */
export const actionNotPinned: Rule = defineRule({
  code: "W005",
  slug: "action-not-pinned",
  title: "a release uses an action that is not pinned",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  fix: "review",
  options,
  docs: {
    what: "A workflow that publishes references a third-party action by branch or tag, not by commit hash.",
    why: "Anyone who can move the tag can run code in your release, as has happened with widely used actions.",
    fix: "pin the commit, and name the version in a comment: `uses: owner/action@<40 hex digits> # v1.2.3`; an update bot updates both",
    bad: "uses: pypa/gh-action-pypi-publish@release/v1",
    good: "uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2",
    peers: ["zizmor:unpinned-uses", "repo-review:GH211"],
  },
  async check(inputs, { trusted }) {
    const findings: RuleFinding[] = [];
    const loose = new Map<string, string[]>();
    for (const { workflow, job } of powerfulJobs(await resolvedWorkflows(inputs)))
      for (const { uses, node } of [job, ...job.steps]) {
        const place = child(node, "uses");
        if (uses === null || place === null || !isLoose(uses, trusted)) continue;
        const fix = pinFix(workflow.file, uses, place);
        const named = loose.get(workflow.file.path) ?? [];
        loose.set(workflow.file.path, [...named, uses]);
        findings.push({
          message: uses,
          location: workflow.file.locate(place),
          subject: workflow.file.path,
          ...(fix === null ? {} : { fix }),
        });
      }
    // One subject, and so one finding, a workflow: whoever pins one action pins them all.
    return findings.map((each) => ({ ...each, message: said([...new Set(loose.get(each.subject ?? ""))]) }));
  },
});

/** The jobs of a release, and those beside them that sign or write. */
function powerfulJobs(all: readonly Workflow[]): ReturnType<typeof releaseJobs> {
  const jobs = new Map(releaseJobs(all).map(({ workflow, job }) => [job, workflow] as const));
  for (const workflow of releaseWorkflows(all))
    for (const job of workflow.jobs) if (strongScopes(workflow, job).length > 0) jobs.set(job, workflow);
  return Array.from(jobs, ([job, workflow]) => ({ workflow, job }));
}

function said(uses: readonly string[]): string {
  const [first = ""] = uses;
  if (uses.length === 1)
    return `${first} is named by a ${first.startsWith("docker:") ? "tag" : "branch or tag"}, which can move`;
  return `${uses.length} actions are referenced by branch or tag, which can move: ${listed(uses)}`;
}

function isLoose(uses: string, trusted: readonly string[]): boolean {
  if (uses.startsWith("./")) return false;
  // Its own documentation forbids a hash: the generator verifies itself by its tag.
  if (uses.toLowerCase().startsWith("slsa-framework/slsa-github-generator/")) return false;
  if (uses.startsWith("docker://")) return !/@sha256:[0-9a-f]{64}$/.test(uses);
  const [path = "", ref = ""] = uses.split("@");
  return !/^[0-9a-f]{40}$/.test(ref) && !trusted.includes(path.split("/")[0] ?? "");
}

/** Pins an action that the table knows, at the major version that is used now. */
function pinFix(file: YamlFile, uses: string, place: YamlNode): Fix | null {
  const [path = "", ref = ""] = uses.split("@");
  const pin = ACTION_PINS.get(path.toLowerCase());
  const major = /^(?:release\/)?v?(\d+)(?:\.|$)/.exec(ref)?.[1];
  const text = file.text.slice(place.start, place.start + uses.length);
  const rest = /^[^\n]*/.exec(file.text.slice(place.start + uses.length))?.[0].trim();
  if (pin === undefined || text !== uses || rest !== "") return null;
  if (major !== undefined && !pin.version.startsWith(`v${major}.`)) return null;
  const pinned = `${path}@${pin.commit} # ${pin.version}`;
  const change = { start: place.start, end: place.start + uses.length, text: pinned };
  return workflowFix(`pin ${path} to ${pin.version}`, "review", file, change);
}
