import type { Job, Workflow } from "../../../../tree/workflows/model.ts";
import {
  child,
  scalarText,
  scalarTexts,
  type YamlMap,
  type YamlNode,
  type YamlRange,
} from "../../../../tree/formats/yaml-file.ts";
import { didYouMean, type FormProblem } from "./form-problem.ts";
import { schemaProblems } from "./schema-problems.ts";

/** Every reason for which GitHub does not start a workflow, as far as its file tells, in the file's order. */
export function formProblems(workflow: Workflow): readonly FormProblem[] {
  const own = Array.from(ownProblems(workflow));
  const places = new Set(own.map(({ place }) => place.start));
  const rest = schemaProblems(workflow.file).filter(({ place }) => !places.has(place.start));
  return [...own, ...rest].toSorted((a, b) => a.place.start - b.place.start);
}

function* ownProblems({ root, jobs, triggers, file }: Workflow): Generator<FormProblem> {
  const top = { start: root.start, end: Math.min(root.end, root.start + 1) };
  const on = root.entries.get("on");
  if (on === undefined)
    yield {
      message: "the workflow has no on:, so nothing starts it",
      place: top,
      help: "add on: with the events that start it",
    };
  else if (triggers.size === 0)
    yield {
      message: "on: has no event, so nothing starts the workflow",
      place: on.key,
      help: "add the events",
    };
  for (const [event, filters] of triggers) yield* ofEvent(event, filters);
  const all = child(root, "jobs");
  if (all?.kind !== "map" || all.entries.size === 0)
    yield { message: "the workflow has no jobs", place: all ?? top, help: "add a job below jobs:" };
  const ids = new Set(all?.kind === "map" ? all.entries.keys() : []);
  if (all?.kind === "map")
    for (const [id, { key, value }] of all.entries) {
      if (id === "<<") continue;
      if (!isIdentifier(id)) yield badIdentifier(`the job ${id}`, id, key);
      if (value.kind !== "map")
        yield {
          message: `the job ${id} is empty: GitHub rejects the workflow`,
          place: key,
          help: `give ${id} runs-on: and steps:`,
        };
    }
  for (const job of jobs) yield* ofJob(job, ids, file.text);
  yield* cycles(jobs);
  // Most files have no such text, and their nodes need not be looked through.
  if (file.text.includes("<<")) yield* mergeKeys(root);
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

function* ofEvent(event: string, filters: YamlNode | null): Generator<FormProblem> {
  if (filters?.kind === "map")
    for (const name of ["tags", "branches", "paths"]) {
      const other = filters.entries.get(`${name}-ignore`);
      if (filters.entries.has(name) && other !== undefined)
        yield {
          message: `${event} has both ${name} and ${name}-ignore, and GitHub takes one of them`,
          place: other.key,
          help: `write what is left out as !pattern below ${name}`,
        };
    }
  if (event !== "schedule" || filters?.kind !== "list") return;
  for (const item of filters.items) {
    const cron = child(item, "cron");
    const text = scalarText(cron);
    if (cron !== null && text !== null && !text.includes("${{") && !isCron(text))
      yield {
        message: `${text} is not a cron expression of five fields`,
        place: cron,
        help: 'write minute, hour, day, month and weekday, as in "0 6 * * 1"',
      };
  }
}

const CRON: readonly (readonly [least: number, most: number, names: string])[] = [
  [0, 59, ""],
  [0, 23, ""],
  [1, 31, ""],
  [1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"],
  [0, 6, "sun mon tue wed thu fri sat"],
];

function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === CRON.length &&
    CRON.every(([least, most, names], at) =>
      (fields[at] ?? "").split(",").every((part) => {
        const [, from = "", to = from, step = "1"] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part) ?? [];
        const isOne = (word: string): boolean =>
          names.split(" ").includes(word.toLowerCase()) ||
          (/^\d+$/.test(word) && Number(word) >= least && Number(word) <= most);
        return (from === "*" || (isOne(from) && isOne(to))) && Number(step) > 0;
      }),
    )
  );
}

function isIdentifier(id: string): boolean {
  return id.includes("${{") || (/^[a-z_][\w-]{0,98}$/i.test(id) && !id.startsWith("__"));
}

function badIdentifier(what: string, id: string, place: YamlRange): FormProblem {
  const name = id.replaceAll(/[^\w-]+/g, "-").replace(/^(?=[^a-z_])/i, "_");
  return {
    message: `${what} has a name that GitHub does not take as an id`,
    place,
    help: `write ${name}: letters, digits, _ and -, with a letter or _ first`,
  };
}

function* ofJob(job: Job, ids: ReadonlySet<string>, text: string): Generator<FormProblem> {
  const { node, id, key } = job;
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
        ...didYouMean(needed, [...ids]),
      };
  yield* emptyAxes(job);
  if (steps?.kind !== "list") return;
  const seen = new Set<string>();
  for (const step of steps.items)
    if (step.kind === "map") {
      yield* ofStep(step, id, text);
      yield* ofStepId(step, id, seen);
    }
}

function* emptyAxes({ id, node }: Job): Generator<FormProblem> {
  const matrix = child(child(node, "strategy"), "matrix");
  if (matrix?.kind !== "map") return;
  for (const [name, { key, value }] of matrix.entries)
    if (value.kind === "list" && value.items.length === 0 && name !== "include" && name !== "exclude")
      yield {
        message: `the matrix of the job ${id} has no values for ${name}, and GitHub rejects that`,
        place: key,
        help: `give ${name} a value, or remove it`,
      };
}

function* ofStepId(step: YamlMap, job: string, seen: Set<string>): Generator<FormProblem> {
  const node = child(step, "id");
  const id = scalarText(node);
  if (node === null || id === null) return;
  if (!isIdentifier(id)) yield badIdentifier(`a step of the job ${job}`, id, node);
  else if (seen.has(id.toLowerCase()))
    yield {
      message: `the job ${job} has two steps with the id ${id}`,
      place: node,
      help: "give one of them another id",
    };
  seen.add(id.toLowerCase());
}

function* ofStep(step: YamlMap, job: string, text: string): Generator<FormProblem> {
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
  const used = child(step, "uses");
  const action = scalarText(used);
  if (used !== null && action !== null && /^[\w.-]+\/[^@$]*$/.test(action) && !action.startsWith("."))
    yield {
      message: `${action} is used without a version, and GitHub rejects that`,
      place: used,
      help: `write ${action}@ and the commit of a release`,
    };
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
