import { evaluateCondition, evaluateText, isTruthy, type Contexts } from "../tree/workflows/expressions.ts";
import { calledBy } from "../tree/workflows/called-workflows.ts";
import { folderOf } from "../tree/workflows/composite-actions.ts";
import { mayWrite, withNeeded, type Job, type Workflow } from "../tree/workflows/model.ts";
import { child, scalarText, type YamlNode } from "../tree/formats/yaml-file.ts";
import type { WorkflowStart } from "./github-events.ts";
import { combinationsOf } from "./matrix.ts";

/** A job of a workflow, and how it comes to run. */
export interface Reached {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly start: WorkflowStart;
  readonly contexts: Contexts;
  readonly caller: Workflow | null;
  /** Whether it may ask for an identity: its own permissions, and those of every caller. */
  readonly grants: boolean;
}

/** How a workflow is called; one that starts by itself is called by nobody. */
type Call = Pick<Reached, "contexts" | "caller" | "grants"> & { readonly depth: number };

/** Deeper than this GitHub calls no workflow. */
const DEEPEST_CALL = 4;

/** The jobs that a start reaches, those of called workflows among them. */
export function reach(
  workflow: Workflow,
  start: WorkflowStart,
  all: readonly Workflow[],
  call: Call = { contexts: start.contexts, caller: null, grants: true, depth: 0 },
): readonly Reached[] {
  const { contexts, caller, depth } = call;
  return workflow.jobs.flatMap((job) => {
    const isLeftOut = withNeeded(workflow, job).some((each) => isFalse(each.if, contexts));
    if (isLeftOut) return [];
    const stated = job.permissions ?? workflow.permissions;
    // Without a word of its own a called workflow has what its caller has, and with one never more.
    const grants = call.grants && (stated === null ? caller !== null : mayWrite(workflow, job, "id-token"));
    if (folderOf(job.uses) === null || depth >= DEEPEST_CALL)
      return [{ workflow, job, start, contexts, caller, grants }];
    const target = calledBy(job, all);
    if (target === null) return [];
    return combinationsOf(job, contexts).flatMap((row) =>
      reach(target, start, all, {
        contexts: callContexts(job, target, row),
        caller: caller ?? workflow,
        grants,
        depth: depth + 1,
      }),
    );
  });
}

/** Whether a condition is known not to hold. */
export function isFalse(condition: string, contexts: Contexts): boolean {
  const found = evaluateCondition(condition, contexts);
  return "value" in found && !isTruthy(found.value);
}

/** A called workflow sees the caller's event and its own inputs: the call's, else their defaults. */
function callContexts(job: Job, target: Workflow, contexts: Contexts): Contexts {
  const declared = child(target.triggers.get("workflow_call") ?? null, "inputs");
  const inputs = inputContexts(child(job.node, "with"), declared, contexts);
  return (path) => (path.startsWith("matrix.") ? undefined : inputs(path));
}

/** The contexts of what is called with inputs: those that are given, else their defaults. */
export function inputContexts(
  given: YamlNode | null,
  declared: YamlNode | null,
  contexts: Contexts,
): Contexts {
  return (path) => {
    const name = /^inputs\.(.+)$/.exec(path)?.[1];
    if (name === undefined) return contexts(path);
    const node = entryOf(given, name) ?? child(entryOf(declared, name), "default");
    const text = scalarText(node);
    if (text === null) return node === null && declared !== null ? "" : undefined;
    const found = evaluateText(text, contexts);
    return "value" in found ? found.value : undefined;
  };
}

/** An entry by its name in any case, as contexts are looked up. */
function entryOf(node: YamlNode | null, name: string): YamlNode | null {
  if (node?.kind !== "map") return null;
  return Array.from(node.entries).find(([key]) => key.toLowerCase() === name)?.[1].value ?? null;
}
