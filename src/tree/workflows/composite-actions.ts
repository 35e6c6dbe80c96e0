import { child, scalarText, type YamlFile, type YamlNode } from "../formats/yaml-file.ts";
import { yamlFilesOf, type MaybeTree } from "../formats/yaml-files.ts";
import { bareCondition } from "./conditions.ts";
import { joined, movedNode, startOf } from "./joined-file.ts";
import { input, readSteps, type Job, type Step, type Workflow } from "./model.ts";
import { isWhole, workflows } from "./read-workflows.ts";

/** The actions of the repository itself. */
export const actionFiles: (inputs: MaybeTree) => Promise<readonly YamlFile[]> = yamlFilesOf((path) =>
  /(?:^|\/)action\.ya?ml$/.test(path),
);

/** GitHub's limit of actions within actions. */
const DEEPEST = 10;

const known = new WeakMap<readonly Workflow[], readonly Workflow[]>();

/**
 * The workflows of the tree, with the steps of the repository's own composite actions in place of the step that uses
 * them: what is asked of a job is asked of them, too, and is located in their files.
 */
export async function resolvedWorkflows(inputs: MaybeTree): Promise<readonly Workflow[]> {
  const all = await workflows(inputs);
  const made = known.get(all);
  if (made !== undefined) return made;
  const isUsed = all.some(({ jobs }) => jobs.some(({ steps }) => steps.some(({ uses }) => isLocal(uses))));
  const actions = isUsed ? (await actionFiles(inputs)).filter(isComposite) : [];
  const resolved = actions.length === 0 ? all : all.map((workflow) => resolve(workflow, actions));
  known.set(all, resolved);
  return resolved;
}

/** The folder of an action of the repository itself: `./.github/actions/publish`; null for an action of others. */
export function folderOf(uses: string | null): string | null {
  const path = /^\.\/([^@]*?)\/*$/.exec(uses ?? "")?.[1];
  return path?.replace(/^(?:\.\/+)+/, "") ?? null;
}

function isLocal(uses: string | null): boolean {
  return folderOf(uses) !== null;
}

/** The file of an action of the repository itself. */
export function actionOf<File extends { readonly path: string }>(
  uses: string | null,
  actions: readonly File[],
): File | null {
  const folder = folderOf(uses);
  if (folder === null) return null;
  const prefix = folder === "" ? "" : `${folder}/`;
  return (
    actions.find(
      ({ path }) => /^action\.ya?ml$/.test(path.slice(prefix.length)) && path.startsWith(prefix),
    ) ?? null
  );
}

/** The steps of a composite action; none of any other one. */
export function stepsOf(root: YamlNode): readonly Step[] {
  return readSteps(child(child(root, "runs"), "steps"));
}

function isComposite(file: YamlFile): boolean {
  return isWhole(file) && scalarText(child(child(file.root, "runs"), "using")) === "composite";
}

function resolve(workflow: Workflow, actions: readonly YamlFile[]): Workflow {
  const used = actionsOf(workflow, actions);
  if (used.length === 0) return workflow;
  const file = joined(workflow.file, used);
  const stepsIn = (step: Step, outer: readonly YamlFile[]): readonly Step[] => {
    const action = actionOf(step.uses, used);
    // One within itself ends nowhere: W040 tells it.
    if (action === null || outer.includes(action) || outer.length === DEEPEST) return [step];
    const root = movedNode(action.root, startOf(file, action), (text) => withInputs(text, step, action));
    return stepsOf(root)
      .map((inner) => ({ ...inner, if: both(step.if, inner.if) }))
      .flatMap((inner) => stepsIn(inner, [...outer, action]));
  };
  const jobs = workflow.jobs.map((job): Job => ({
    ...job,
    steps: job.steps.flatMap((step) => stepsIn(step, [])),
  }));
  return { ...workflow, file, jobs };
}

/** The composite actions that a workflow uses, directly or through one another. */
function actionsOf({ jobs }: Workflow, actions: readonly YamlFile[]): readonly YamlFile[] {
  const used = new Set<YamlFile>();
  const add = (steps: readonly Step[]): void => {
    for (const { uses } of steps) {
      const action = actionOf(uses, actions);
      if (action !== null) used.add(action);
    }
  };
  for (const { steps } of jobs) add(steps);
  for (const { root } of used) add(stepsOf(root));
  return [...used];
}

/** A text of an action with what it is given in place of its inputs. */
function withInputs(text: string, step: Step, action: YamlFile): string {
  return text.replaceAll(/\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g, (all: string, name: string) => {
    const given: YamlNode | null =
      input(step, name) ?? child(child(child(action.root, "inputs"), name), "default");
    return scalarText(given) ?? all;
  });
}

function both(outer: string, inner: string): string {
  if (outer === "" || inner === "") return `${outer}${inner}`;
  return `(${bareCondition(outer)}) && (${bareCondition(inner)})`;
}
