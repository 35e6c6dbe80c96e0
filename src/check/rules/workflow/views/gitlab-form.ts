import { child, scalarTexts, type YamlFile, type YamlMap } from "../../../../tree/formats/yaml-file.ts";
import { circleOf } from "../../../../tree/workflows/circles.ts";
import { missingTemplates, type GitLabJob } from "../../../../tree/workflows/gitlab.ts";
import { didYouMean, type FormProblem } from "./form-problem.ts";

/** A pipeline as its rules see it. */
export interface Pipeline {
  readonly files: readonly YamlFile[];
  readonly jobs: readonly GitLabJob[];
  /** Whether parts of it are in no file of the tree, so that jobs, stages and templates may be missing here. */
  readonly isPartial: boolean;
}

/** The stages of a pipeline that names none. */
const STAGES = ["build", "test", "deploy"];

/** Why GitLab rejects a job, as far as the files tell. */
export function* gitLabProblems(
  job: GitLabJob,
  { files, jobs, isPartial }: Pipeline,
): Generator<FormProblem> {
  const { id, node, key: place } = job;
  if (job.commands.length === 0 && !job.isElsewhere)
    yield {
      message: `the job ${id} has no script: GitLab rejects the pipeline`,
      place,
      help: `add script: to ${id}`,
    };
  const other = ["only", "except"].find((name) => node.entries.has(name));
  if (other !== undefined && node.entries.has("rules"))
    yield {
      message: `the job ${id} has both rules and ${other}, and GitLab takes one of them`,
      place: node.entries.get(other)?.key ?? place,
      help: `write what ${other} says as a rule`,
    };
  if (isPartial) return;
  const roots = files.flatMap(({ root }) => (root.kind === "map" ? [root] : []));
  const stages = stagesOf(roots);
  if (!stages.includes(job.stage) && !/[$[]/.test(job.stage))
    yield {
      message: `the job ${id} is in the stage ${job.stage}, which stages: does not name`,
      place: child(node, "stage") ?? place,
      ...didYouMean(job.stage, stages),
    };
  for (const name of missingTemplates(node, roots))
    yield {
      message: `the job ${id} extends ${name}, but there is no such job`,
      place: child(node, "extends") ?? place,
      ...didYouMean(
        name,
        roots.flatMap(({ entries }) => [...entries.keys()]),
      ),
    };
  for (const id of job.needs) yield* ofNeed(job, id, jobs, stages);
  const circle = circleOf(job, jobs, ({ needs }) =>
    needs.flatMap((needed) => jobs.find((each) => each.id === needed) ?? []),
  );
  if (circle[0] === job)
    yield {
      message: `the jobs ${circle.map((each) => each.id).join(", ")} wait for each other`,
      place,
      help: "remove one of the needs from the circle",
    };
}

function* ofNeed(
  job: GitLabJob,
  id: string,
  jobs: readonly GitLabJob[],
  stages: readonly string[],
): Generator<FormProblem> {
  const needed = jobs.find((each) => each.id === id);
  if (needed === undefined && !/[$:\s[]/.test(id))
    yield {
      message: `the job ${job.id} needs ${id}, but there is no such job`,
      place: job.key,
      ...didYouMean(
        id,
        jobs.map((each) => each.id),
      ),
    };
  const [own, its] = [job.stage, needed?.stage ?? ""].map((stage) => stages.indexOf(stage));
  if (own !== undefined && its !== undefined && own >= 0 && its > own)
    yield {
      message: `the job ${job.id} needs ${id}, which is in the later stage ${needed?.stage}`,
      place: job.key,
      help: `put ${job.id} into the stage ${needed?.stage}, or a later one`,
    };
}

function stagesOf(roots: readonly YamlMap[]): readonly string[] {
  const named = roots.map((root) => child(root, "stages")).find((node) => node !== null);
  return [".pre", ...(named === undefined ? STAGES : scalarTexts(named)), ".post"];
}
