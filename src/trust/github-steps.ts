import type { Contexts } from "../tree/workflows/expressions.ts";
import { actionOf, stepsOf } from "../tree/workflows/composite-actions.ts";
import type { Job, Workflow } from "../tree/workflows/model.ts";
import type { Publishing } from "../tree/workflows/publishing.ts";
import { allPublishings } from "../tree/workflows/shipwheel-steps.ts";
import { child, type YamlFile } from "../tree/formats/yaml-file.ts";
import { inputContexts, isFalse } from "./github-reach.ts";

/** A step that publishes by an identity, with what its expressions see. */
export interface TrustedStep {
  readonly publishing: Publishing;
  readonly contexts: Contexts;
}

/** Deeper than this no action of the repository uses another one. */
const DEEPEST_ACTION = 5;

/** The steps of a job that ask for an identity, those of the repository's own actions among them. */
export function trustedSteps(
  workflow: Workflow,
  job: Job,
  contexts: Contexts,
  actions: readonly YamlFile[],
  grants: boolean,
  depth = 0,
): readonly TrustedStep[] {
  const own = allPublishings(workflow)
    .filter((each) => each.job === job && isTrusted(each, grants) && !isFalse(each.step.if, contexts))
    .map((publishing) => ({ publishing, contexts }));
  if (depth === DEEPEST_ACTION) return own;
  const inner = job.steps.flatMap((step) => {
    const action = actionOf(step.uses, actions);
    if (action === null || isFalse(step.if, contexts)) return [];
    const virtual: Job = { ...job, steps: stepsOf(action.root) };
    const seen = inputContexts(child(step.node, "with"), child(action.root, "inputs"), contexts);
    return trustedSteps({ ...workflow, jobs: [virtual] }, virtual, seen, actions, grants, depth + 1);
  });
  return [...own, ...inner];
}

/** Given no token it asks for an identity; a tool that does so as its last resort, where it is allowed to. */
function isTrusted({ auth, asks }: Publishing, grants: boolean): boolean {
  return auth === "trusted" || (auth === "unknown" && asks === "last" && grants);
}
