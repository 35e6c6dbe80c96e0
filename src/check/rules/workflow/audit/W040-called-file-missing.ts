import { child, scalarText, type YamlFile, type YamlNode } from "../../../../tree/formats/yaml-file.ts";
import { circleOf } from "../../../../tree/workflows/circles.ts";
import { actionFiles, actionOf, folderOf, stepsOf } from "../../../../tree/workflows/composite-actions.ts";
import { calledBy, calledIn } from "../../../../tree/workflows/called-workflows.ts";
import { input, type Step, type Workflow } from "../../../../tree/workflows/model.ts";
import { isCalled } from "../../../../tree/workflows/publishing.ts";
import { workflows } from "../../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** W040: a workflow uses a file of the repository that is missing, or that leads back to itself. */
export const calledFileMissing: Rule = defineRule({
  code: "W040",
  slug: "called-file-missing",
  title: "a workflow uses a file of the repository that GitHub cannot use",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A job calls a workflow of the repository that does not exist, that has no `workflow_call` trigger, or that calls the first one in turn; or a step uses an action of the repository that does not exist, or that is not checked out yet.",
    why: "GitHub rejects the workflow, or the job fails at that step, so no test or release runs.",
    fix: "correct the path, or add the file",
    bad: "test:\n  uses: ./.github/workflows/test.yaml  # the file is test.yml",
    good: "test:\n  uses: ./.github/workflows/test.yml",
    peers: ["actionlint"],
  },
  async check(inputs) {
    const { tree } = inputs;
    if (tree === undefined) return [];
    const [all, actions] = [await workflows(inputs), await actionFiles(inputs)];
    const isThere = (folder: string): boolean =>
      ["action.yml", "action.yaml", "Dockerfile"].some((name) =>
        tree.has(folder === "" ? name : `${folder}/${name}`),
      );
    return [
      ...all.flatMap((workflow) => [...calls(workflow, all), ...uses(workflow, isThere)]),
      ...all.flatMap((workflow) => circle(workflow, all)),
      ...actions.flatMap((action) => withinItself(action, actions)),
    ];
  },
});

function told(file: YamlFile, place: YamlNode, message: string, help: string): RuleFinding {
  return { message, location: file.locate(place), help, subject: `${file.path} ${place.start}` };
}

function* calls(workflow: Workflow, all: readonly Workflow[]): Generator<RuleFinding> {
  const { file, jobs } = workflow;
  for (const job of jobs) {
    const { id, uses } = job;
    const [path, place] = [folderOf(uses), child(job.node, "uses")];
    if (uses !== null && place !== null && /^\.github\/workflows\/[^@]+$/.test(uses))
      yield told(
        file,
        place,
        `the job ${id} calls ${uses} without ./ in front: GitHub rejects the workflow`,
        `write uses: ./${uses}`,
      );
    if (path === null || place === null) continue;
    const called = calledBy(job, all);
    if (called === null && !/[^\w./-]/.test(path))
      yield told(
        file,
        place,
        `the job ${id} calls ${path}, which does not exist`,
        "correct the path, or add the workflow",
      );
    // One that calls itself is told as a circle.
    else if (called !== null && called !== workflow && !isCalled(called))
      yield told(
        file,
        place,
        `the job ${id} calls ${path}, which has no workflow_call trigger: GitHub rejects the workflow`,
        `add the event workflow_call to on in ${path}`,
      );
  }
}

/** One finding for each circle, in the first of its files. */
function circle(workflow: Workflow, all: readonly Workflow[]): readonly RuleFinding[] {
  const circle = circleOf(workflow, all, (each) => calledIn(each, all));
  if (circle.length === 0 || circle.some(({ file }) => file.path < workflow.file.path)) return [];
  const job = workflow.jobs.find((each) => circle.some((called) => called === calledBy(each, all)));
  const paths = circle.map(({ file }) => file.path);
  const message = paths.length === 1 ? `${paths[0]} calls itself` : `${paths.join(" and ")} call each other`;
  const place = child(job?.node, "uses") ?? workflow.root;
  return [told(workflow.file, place, message, "remove one of the calls from the circle")];
}

function* uses({ file, jobs }: Workflow, isThere: (folder: string) => boolean): Generator<RuleFinding> {
  for (const job of jobs)
    for (const [at, step] of job.steps.entries()) {
      const [folder, place] = [folderOf(step.uses), child(step.node, "uses")];
      if (folder === null || place === null || /[^\w./-]/.test(folder)) continue;
      const before = job.steps.slice(0, at);
      if (isThere(folder)) {
        // `$/` is taken from the workflow's own commit.
        if (scalarText(place)?.startsWith("$") === true || !before.every(bringsNothing)) continue;
        yield told(
          file,
          place,
          `the job ${job.id} uses ./${folder} before the repository is checked out`,
          "add actions/checkout in front of that step",
        );
      } else if (!before.some((each) => mayBring(each, folder)))
        yield {
          ...told(
            file,
            place,
            `the job ${job.id} uses ./${folder}, which does not exist`,
            "correct the path, or add the action",
          ),
          confidence: "likely",
        };
    }
}

/** Whether a step certainly puts no file of the repository into the workspace. */
function bringsNothing({ action, run }: Step): boolean {
  if (run !== null) return !/\b(?:git|gh|curl|wget|cp|mv|tar|unzip)\b/.test(run);
  return /^actions\/(?:setup-[\w-]+|(?:up|down)load-artifact)$/.test(action);
}

/** Whether files that the tree does not have may be there after a step: of another repository or commit, or made by it. */
function mayBring(step: Step, folder: string): boolean {
  if (folderOf(step.uses) !== null) return false;
  if (step.action === "actions/checkout") {
    const path = scalarText(input(step, "path"));
    if (path !== null) return `${folder}/`.startsWith(`${path.replace(/^\.\//, "")}/`);
    return ["repository", "ref"].some((name) => input(step, name) !== null);
  }
  if (step.run === null)
    return !folder.startsWith(".github/") && !/^actions\/(?:setup-|cache)/.test(step.action);
  return !bringsNothing(step) || step.run.includes(folder.split("/").at(-1) ?? folder);
}

function withinItself(action: YamlFile, actions: readonly YamlFile[]): readonly RuleFinding[] {
  const used = stepsOf(action.root).find(({ uses }) => actionOf(uses, actions) === action);
  const place = child(used?.node, "uses");
  if (place === null) return [];
  return [told(action, place, `the action ${action.path} uses itself`, "remove that step")];
}
