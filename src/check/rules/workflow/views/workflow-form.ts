import type { Job, Workflow } from "../../../../tree/workflows/model.ts";
import { nearest } from "../../../../text/nearest.ts";
import {
  child,
  scalarText,
  scalarTexts,
  type YamlMap,
  type YamlNode,
  type YamlRange,
} from "../../../../tree/yaml-file.ts";
import table from "./workflow-keys.json" with { type: "json" };

/** What is wrong with the form of a workflow, and where. */
export interface FormProblem {
  readonly message: string;
  readonly place: YamlRange;
  readonly help?: string;
}

/** Every reason for which GitHub does not start a workflow, as far as the form alone tells. */
export function* formProblems({ root, jobs, triggers, file }: Workflow): Generator<FormProblem> {
  const top = { start: root.start, end: Math.min(root.end, root.start + 1) };
  yield* unknownKeys(root, [...table.workflow, "true"], "a workflow");
  if (
    child(root, "on") === null &&
    child(root, "true") === null &&
    !root.entries.has("on") &&
    !root.entries.has("true")
  )
    yield {
      message: "the workflow has no on:, so nothing starts it",
      place: top,
      help: "add on: with the events that start it",
    };
  for (const [event] of triggers)
    if (!table.events.includes(event))
      yield {
        message: `${event} is not a GitHub event`,
        place: eventPlace(root, event),
        ...did(event, table.events),
      };
  const all = child(root, "jobs");
  if (all?.kind !== "map" || all.entries.size === 0)
    yield { message: "the workflow has no jobs", place: all ?? top, help: "add a job below jobs:" };
  const ids = new Set(all?.kind === "map" ? all.entries.keys() : []);
  if (all?.kind === "map")
    for (const [id, { key, value }] of all.entries)
      if (value.kind !== "map" && id !== "<<")
        yield {
          message: `the job ${id} is empty: GitHub rejects the workflow`,
          place: key,
          help: `give ${id} runs-on: and steps:`,
        };
  for (const job of jobs) yield* ofJob(job, ids, file.text);
  yield* cycles(jobs);
  yield* mergeKeys(root);
}

/** GitHub knows anchors and aliases, and no merge keys. */
function* mergeKeys(node: YamlNode): Generator<FormProblem> {
  if (node.kind === "list") for (const item of node.items) yield* mergeKeys(item);
  if (node.kind !== "map") return;
  for (const [name, { key, value }] of node.entries)
    if (name === "<<")
      yield {
        message: "GitHub rejects the merge key <<: it knows anchors and aliases only",
        place: key,
        help: "write the keys out, or use the alias for the whole value",
      };
    else yield* mergeKeys(value);
}

function* ofJob(job: Job, ids: ReadonlySet<string>, text: string): Generator<FormProblem> {
  const { node, id, key } = job;
  yield* unknownKeys(node, table.job, "a job");
  const steps = child(node, "steps");
  const hasMerge = node.entries.has("<<");
  if (job.uses === null && !hasMerge) {
    if (steps === null || (steps.kind === "list" && steps.items.length === 0))
      yield {
        message: `the job ${id} has no steps: GitHub rejects the workflow`,
        place: key,
        help: `add steps to ${id}`,
      };
    if (!node.entries.has("runs-on"))
      yield {
        message: `the job ${id} has no runs-on`,
        place: key,
        help: `add runs-on: ubuntu-latest to ${id}`,
      };
  }
  const needs = child(node, "needs");
  for (const needed of scalarTexts(needs))
    if (!ids.has(needed) && needs !== null)
      yield {
        message: `the job ${id} needs ${needed}, but there is no such job`,
        place: needs,
        ...did(needed, [...ids]),
      };
  if (steps?.kind !== "list") return;
  for (const step of steps.items) if (step.kind === "map") yield* ofStep(step, id, text);
}

function* ofStep(step: YamlMap, job: string, text: string): Generator<FormProblem> {
  yield* unknownKeys(step, table.step, "a step");
  const [runs, uses] = [step.entries.has("run"), step.entries.has("uses")];
  const place = { start: step.start, end: Math.max(step.start + 1, text.indexOf("\n", step.start)) };
  if (runs && uses)
    yield {
      message: `a step of the job ${job} has both run and uses`,
      place,
      help: "split it into two steps",
    };
  const others = ["wait", "wait-all", "cancel", "parallel", "<<"];
  if (!runs && !uses && !others.some((key) => step.entries.has(key)))
    yield {
      message: `a step of the job ${job} has neither run nor uses`,
      place,
      help: "give it run: or uses:",
    };
}

function* unknownKeys(map: YamlMap, known: readonly string[], what: string): Generator<FormProblem> {
  for (const [name, { key }] of map.entries)
    if (!known.includes(name) && name !== "<<")
      yield { message: `${name} is not a key of ${what}`, place: key, ...did(name, known) };
}

function did(word: string, known: readonly string[]): Pick<FormProblem, "help"> {
  const near = nearest(word, known);
  return near === null || near === undefined ? {} : { help: `write ${near}` };
}

function eventPlace(root: YamlMap, event: string): YamlRange {
  const on = root.entries.get("on") ?? root.entries.get("true");
  if (on === undefined) return root;
  if (on.value.kind === "map") return on.value.entries.get(event)?.key ?? on.key;
  const items: readonly YamlNode[] = on.value.kind === "list" ? on.value.items : [on.value];
  return items.find((each) => scalarText(each) === event) ?? on.key;
}

/** One problem for each circle of `needs`, at the first of its jobs. */
function* cycles(jobs: readonly Job[]): Generator<FormProblem> {
  const done = new Set<string>();
  for (const job of jobs) {
    const path: string[] = [];
    const circle = circleFrom(job, jobs, path, done);
    if (circle !== null)
      yield {
        message: `the jobs ${circle.join(", ")} wait for each other`,
        place: job.key,
        help: "remove one of the needs from the circle",
      };
  }
}

function circleFrom(
  job: Job,
  jobs: readonly Job[],
  path: string[],
  done: Set<string>,
): readonly string[] | null {
  if (path.includes(job.id)) return path.slice(path.indexOf(job.id));
  if (done.has(job.id)) return null;
  path.push(job.id);
  for (const id of job.needs) {
    const needed = jobs.find((each) => each.id === id);
    const circle = needed === undefined ? null : circleFrom(needed, jobs, path, done);
    if (circle !== null) {
      for (const each of circle) done.add(each);
      return circle;
    }
  }
  path.pop();
  done.add(job.id);
  return null;
}
