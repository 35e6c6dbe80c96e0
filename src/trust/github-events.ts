import type { Contexts, Scalar } from "../tree/workflows/expressions.ts";
import type { Workflow } from "../tree/workflows/model.ts";
import { child, scalarTexts } from "../tree/formats/yaml-file.ts";
import { known, type Claimed, type RefPattern } from "./job-claims.ts";

/** One way in which a workflow starts. */
export interface WorkflowStart {
  /** `event_name` of its claims. */
  readonly event: string;
  /** For people: `push of a tag`. */
  readonly title: string;
  readonly ref: Claimed;
  readonly refs: readonly RefPattern[];
  readonly contexts: Contexts;
}

/** What is known of the repository before a run. */
export interface RepositoryFacts {
  readonly repository: string | null;
  /** The tag of the release, when it is known. */
  readonly tag: string | null;
  /** Upload addresses by the names of `[[tool.uv.index]]`. */
  readonly uvIndexes?: ReadonlyMap<string, string>;
}

/** The ways in which a workflow starts by itself; a workflow that is only called has none. */
export function startsOf(workflow: Workflow, facts: RepositoryFacts): readonly WorkflowStart[] {
  return [...workflow.triggers.keys()].flatMap((event) => {
    if (event === "workflow_call") return [];
    if (event === "push") return pushes(workflow, facts);
    if (event === "release") return [tagStart(event, "a published release", workflow, facts)];
    return branchStarts(event, event, workflow, facts);
  });
}

function pushes(workflow: Workflow, facts: RepositoryFacts): readonly WorkflowStart[] {
  const push = workflow.triggers.get("push") ?? null;
  const has = (...keys: readonly string[]): boolean => keys.some((key) => child(push, key) !== null);
  const tags = has("tags", "tags-ignore");
  const branches = has("branches", "branches-ignore");
  return [
    ...(tags || !branches ? [tagStart("push", "push of a tag", workflow, facts)] : []),
    ...(branches || !tags ? branchStarts("push", "push of a branch", workflow, facts) : []),
  ];
}

function tagStart(event: string, title: string, workflow: Workflow, facts: RepositoryFacts): WorkflowStart {
  const { tag } = facts;
  const filters = positive(workflow, "push", "tags");
  // Conditions are tried with a tag that the filter lets pass; as a claim it is shown only when it exists.
  const tried = tag ?? exampleOf(filters[0] ?? "v*");
  const ref: Claimed = tag === null ? { unknown: "the tag does not exist yet" } : known(`refs/tags/${tag}`);
  const patterns = event === "push" && filters.length > 0 ? filters : [null];
  const refs = patterns.map((pattern) => ({ type: "tag" as const, pattern }));
  return { event, title, ref, refs, contexts: contextsOf(event, `refs/tags/${tried}`, workflow, facts) };
}

/** The patterns of a filter that let refs pass. */
function positive(workflow: Workflow, event: string, filter: string): readonly string[] {
  const patterns = scalarTexts(child(workflow.triggers.get(event) ?? null, filter));
  return patterns.filter((each) => !each.startsWith("!"));
}

/** One for each branch that the file speaks of: a condition may ask for any of them. */
function branchStarts(
  event: string,
  title: string,
  workflow: Workflow,
  facts: RepositoryFacts,
): readonly WorkflowStart[] {
  const named = Array.from(workflow.file.text.matchAll(/refs\/heads\/([\w./-]+)/g), ([, name = ""]) => name);
  const branches = new Map<string, string | null>([
    ...positive(workflow, event, "branches").map((pattern) => [exampleOf(pattern), pattern] as const),
    ...named.map((name) => [name, name] as const),
  ]);
  const tried = branches.size === 0 ? new Map([["main", null]]) : branches;
  const ref: Claimed = { unknown: "it is the branch of the run" };
  // A pull request runs at a ref of its own, which no pattern of a branch takes.
  const isOfBranch = !event.startsWith("pull_request");
  return Array.from(tried, ([branch, pattern]) => ({
    event,
    title,
    ref,
    refs: isOfBranch ? [{ type: "branch" as const, pattern }] : [],
    contexts: contextsOf(event, `refs/heads/${branch}`, workflow, facts),
  }));
}

/** A tag that a filter's pattern takes. */
function exampleOf(filter: string): string {
  return filter
    .replaceAll(/\[[^\]]*\][*+?]?/g, "0")
    .replaceAll(/\*+/g, "0")
    .replaceAll(/[?+]/g, "");
}

function contextsOf(
  event: string,
  ref: string,
  workflow: Workflow,
  { repository }: RepositoryFacts,
): Contexts {
  const isTag = ref.startsWith("refs/tags/");
  const types = scalarTexts(child(workflow.triggers.get(event) ?? null, "types"));
  const values = new Map<string, Scalar>([
    ["github.event_name", event],
    ["github.server_url", "https://github.com"],
    ["github.ref", ref],
    ["github.ref_name", ref.replace(/^refs\/(?:tags|heads)\//, "")],
    ["github.ref_type", isTag ? "tag" : "branch"],
    ...(repository === null
      ? []
      : ([
          ["github.repository", repository],
          ["github.repository_owner", repository.split("/")[0] ?? ""],
        ] as const)),
  ]);
  for (const [name, value] of payloadOf(event, ref, types)) values.set(`github.event.${name}`, value);
  const isAbsent = /^github\.event\.release\b/;
  return (path) => (event !== "release" && isAbsent.test(path) ? null : values.get(path));
}

/** What conditions ask of `github.event`, where the event alone decides it; null: its payload has no such member. */
function payloadOf(
  event: string,
  ref: string,
  types: readonly string[],
): readonly (readonly [string, Scalar])[] {
  const [type] = types;
  // Of several types only the run knows which one it is.
  const action = types.length === 1 && type !== undefined ? ([["action", type]] as const) : [];
  if (event === "release") return [...action, ["ref", null]];
  if (event === "push" || event === "workflow_dispatch")
    return [
      ["action", null],
      ["ref", ref],
    ];
  if (event === "schedule")
    return [
      ["action", null],
      ["ref", null],
    ];
  return action;
}
