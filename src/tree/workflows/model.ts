import { reachedFrom } from "./circles.ts";
import { child, scalarText, scalarTexts } from "../formats/yaml-file.ts";
import type { YamlFile, YamlMap, YamlNode, YamlRange } from "../formats/yaml-file.ts";

/** What a token of a job may do: everything, or scope by scope; what is not named is none. */
export interface Permissions {
  readonly all: "read" | "write" | null;
  readonly scopes: ReadonlyMap<string, string>;
  readonly node: YamlNode;
}

/** A step of a job. */
export interface Step {
  readonly node: YamlMap;
  /** `owner/name/path@ref`, `./path` or `docker://…`. */
  readonly uses: string | null;
  /** The same without `@ref`, lower-case; empty for a `run` step. */
  readonly action: string;
  readonly run: string | null;
  readonly if: string;
  /** Where to point: `uses` or `run`, else the step. */
  readonly place: YamlRange;
}

/** A job of a workflow. */
export interface Job {
  readonly id: string;
  readonly key: YamlRange;
  readonly node: YamlMap;
  /** The reusable workflow that it calls. */
  readonly uses: string | null;
  readonly needs: readonly string[];
  readonly permissions: Permissions | null;
  readonly if: string;
  readonly steps: readonly Step[];
}

/** GitHub's limit of jobs that one matrix makes. */
export const MOST_CELLS = 256;

/** A GitHub Actions workflow. */
export interface Workflow {
  readonly file: YamlFile;
  readonly root: YamlMap;
  /** The events of `on`, each with its filters. */
  readonly triggers: ReadonlyMap<string, YamlNode | null>;
  readonly permissions: Permissions | null;
  readonly jobs: readonly Job[];
}

/** Reads the structure of a workflow; null for a file that is none. */
export function readWorkflow(file: YamlFile): Workflow | null {
  const { root } = file;
  if (root.kind !== "map") return null;
  const jobs = child(root, "jobs");
  return {
    file,
    root,
    triggers: readTriggers(child(root, "on") ?? child(root, "true")),
    permissions: readPermissions(child(root, "permissions")),
    jobs:
      jobs?.kind !== "map"
        ? []
        : Array.from(jobs.entries).flatMap(([id, { key, value }]) =>
            value.kind === "map" ? [readJob(id, key, value)] : [],
          ),
  };
}

function readTriggers(node: YamlNode | null): ReadonlyMap<string, YamlNode | null> {
  if (node?.kind === "map")
    return new Map(Array.from(node.entries, ([name, { value }]) => [name, value] as const));
  return new Map(scalarTexts(node).map((name) => [name, null] as const));
}

function readPermissions(node: YamlNode | null): Permissions | null {
  if (node === null) return null;
  const word = scalarText(node);
  const all = word === "write-all" ? "write" : word === "read-all" ? "read" : null;
  const scopes =
    node.kind === "map"
      ? Array.from(node.entries, ([k, { value }]) => [k, scalarText(value) ?? ""] as const)
      : [];
  return { all, scopes: new Map(scopes), node };
}

function readJob(id: string, key: YamlRange, node: YamlMap): Job {
  return {
    id,
    key,
    node,
    uses: usesOf(node),
    needs: scalarTexts(child(node, "needs")),
    permissions: readPermissions(child(node, "permissions")),
    if: scalarText(child(node, "if")) ?? "",
    steps: readSteps(child(node, "steps")),
  };
}

/** The steps of a job, or of a composite action. */
export function readSteps(node: YamlNode | null): readonly Step[] {
  return node?.kind !== "list"
    ? []
    : node.items.flatMap((item) => (item.kind === "map" ? [readStep(item)] : []));
}

/** What a job or a step uses. `$/path` is `./path`: this repository, at the workflow's own commit. */
function usesOf(node: YamlMap): string | null {
  return scalarText(child(node, "uses"))?.replace(/^\$\//, "./") ?? null;
}

function readStep(node: YamlMap): Step {
  const uses = usesOf(node);
  return {
    node,
    uses,
    action: (uses?.split("@", 1)[0] ?? "").toLowerCase(),
    run: scalarText(child(node, "run")),
    if: scalarText(child(node, "if")) ?? "",
    place: child(node, "uses") ?? child(node, "run") ?? node,
  };
}

/** Whether a job's token may have `scope` written, by its own permissions or else the workflow's. */
export function mayWrite(workflow: Workflow, job: Job, scope: string): boolean {
  const permissions = job.permissions ?? workflow.permissions;
  return permissions?.all === "write" || permissions?.scopes.get(scope) === "write";
}

/** An input of a step's action (`with`). */
export function input(step: Step, name: string): YamlNode | null {
  return child(child(step.node, "with"), name);
}

/** An environment variable that a step sees: its own, the job's, the workflow's. */
export function variable(workflow: Workflow, job: Job, step: Step, name: string): YamlNode | null {
  for (const owner of [step.node, job.node, workflow.root]) {
    const value = child(child(owner, "env"), name);
    if (value !== null) return value;
  }
  return null;
}

/** A job and all jobs that it waits for, directly or not. */
export function withNeeded(workflow: Workflow, job: Job): readonly Job[] {
  const needed = reachedFrom(job, ({ needs }) =>
    needs.flatMap((id) => workflow.jobs.find((each) => each.id === id) ?? []),
  );
  return [...new Set([job, ...needed])];
}
