import { basename } from "node:path/posix";
import {
  evaluateCondition,
  evaluateText,
  isTruthy,
  type Contexts,
  type Evaluated,
  type Scalar,
} from "../tree/workflows/expressions.ts";
import { mayWrite, withNeeded, input, type Job, type Workflow } from "../tree/workflows/model.ts";
import { environmentOf, indexOf, publishings, type Publishing } from "../tree/workflows/publishing.ts";
import { shipwheelPublishings } from "../tree/workflows/shipwheel-steps.ts";
import { child, scalarText, type YamlNode } from "../tree/yaml-file.ts";
import { startsOf, type RepositoryFacts, type WorkflowStart } from "./github-events.ts";
import { known, knownName, type Claimed, type JobClaims } from "./job-claims.ts";
import { combinationsOf } from "./matrix.ts";

/** A job of a workflow, and how it comes to run. */
interface Reached {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly start: WorkflowStart;
  readonly contexts: Contexts;
  readonly caller: Workflow | null;
}

/** Deeper than this GitHub calls no workflow. */
const DEEPEST_CALL = 4;

/**
 * What the publishing jobs of a repository on GitHub will present, one set for each job, index and environment. A job
 * that no event reaches presents nothing.
 */
export function githubClaims(
  workflows: readonly Workflow[],
  repository: Claimed,
  facts: RepositoryFacts,
): readonly JobClaims[] {
  const sets = workflows.flatMap((workflow) =>
    startsOf(workflow, facts).flatMap((start) =>
      reach(workflow, start, start.contexts, null, workflows, 0).flatMap((reached) =>
        reached.job.uses === null ? claimsOf(reached, repository) : foreignCall(reached, repository),
      ),
    ),
  );
  return merged(sets);
}

/** The jobs that a start reaches, those of called workflows among them. */
function reach(
  workflow: Workflow,
  start: WorkflowStart,
  contexts: Contexts,
  caller: Workflow | null,
  all: readonly Workflow[],
  depth: number,
): readonly Reached[] {
  return workflow.jobs.flatMap((job) => {
    const isLeftOut = withNeeded(workflow, job).some((each) => isFalse(each.if, contexts));
    if (isLeftOut) return [];
    const reached = { workflow, job, start, contexts, caller };
    const called = /^\.\/(\.github\/workflows\/[^@]+)$/.exec(job.uses ?? "")?.[1];
    if (called === undefined || depth >= DEEPEST_CALL) return [reached];
    const target = all.find((each) => each.file.path === called);
    if (target === undefined) return [];
    return combinationsOf(job, contexts).flatMap((row) =>
      reach(target, start, callContexts(job, target, row), caller ?? workflow, all, depth + 1),
    );
  });
}

function isFalse(condition: string, contexts: Contexts): boolean {
  const found = evaluateCondition(condition, contexts);
  return "value" in found && !isTruthy(found.value);
}

/** A called workflow sees the caller's event and its own inputs: the call's, else their defaults. */
function callContexts(job: Job, target: Workflow, contexts: Contexts): Contexts {
  const given = child(job.node, "with");
  const declared = child(target.triggers.get("workflow_call") ?? null, "inputs");
  return (path) => {
    const name = /^inputs\.(.+)$/.exec(path)?.[1];
    if (name === undefined) return path.startsWith("matrix.") ? undefined : contexts(path);
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

function claimsOf(reached: Reached, repository: Claimed): readonly JobClaims[] {
  const { workflow, job, start, contexts } = reached;
  const steps = [...publishings([workflow]), ...shipwheelPublishings(workflow)].filter(
    (each) => each.job === job && isTrusted(each),
  );
  if (steps.length === 0) return [];
  return combinationsOf(job, contexts).flatMap((row) =>
    steps
      .filter(({ step }) => !isFalse(step.if, row))
      .map((each) => ({
        ...common(reached),
        index: indexIn(each, row),
        fields: {
          repository,
          workflow: known(basename(workflow.file.path)),
          environment: environmentIn(job, row),
        },
        events: [start.title],
      })),
  );
}

/** Asks for an identity: given no token, and allowed to. Twine does so where nothing else is said. */
function isTrusted({ auth, workflow, job }: Publishing): boolean {
  return auth === "trusted" || (auth === "unknown" && mayWrite(workflow, job, "id-token"));
}

function common({ workflow, job, start, caller }: Reached): Omit<JobClaims, "index" | "fields" | "events"> {
  return {
    provider: "github",
    file: workflow.file.path,
    job: job.id,
    location: workflow.file.locate(job.key),
    ref: start.ref,
    caller: caller === null ? null : caller.file.path,
    foreign: null,
    unattested: null,
    subjectKeys: null,
  };
}

/** A job that hands publishing to a workflow of another repository: its claims name that one. */
function foreignCall(reached: Reached, repository: Claimed): readonly JobClaims[] {
  const { job, workflow, start } = reached;
  const [, foreign, file] = /^([\w.-]+\/[\w.-]+)\/\.github\/workflows\/([^@]+)@/.exec(job.uses ?? "") ?? [];
  const isOfPublishing =
    mayWrite(workflow, job, "id-token") && /publish|release|deploy|pypi/i.test(file ?? "");
  if (foreign === undefined || file === undefined || !isOfPublishing) return [];
  return [
    {
      ...common(reached),
      index: "unknown",
      foreign,
      caller: workflow.file.path,
      fields: {
        repository,
        workflow: known(file),
        environment: { unknown: `it is chosen in ${foreign}` },
      },
      events: [start.title],
    },
  ];
}

function indexIn(each: Publishing, contexts: Contexts): JobClaims["index"] {
  if (each.index !== "unknown") return each.index;
  const address = scalarText(input(each.step, "repository-url"));
  const found = address === null ? null : evaluateText(address, contexts);
  return found !== null && "value" in found ? indexOf(textOf(found.value)) : "unknown";
}

function environmentIn(job: Job, contexts: Contexts): Claimed {
  const text = environmentOf(job);
  if (text === null) return known(null);
  const found: Evaluated = evaluateText(text, contexts);
  if ("unknown" in found) return { unknown: `\${{ ${found.unknown} }} is decided when the job runs` };
  // An expression that comes to nothing gives the job no environment.
  return knownName(textOf(found.value) === "" ? null : textOf(found.value));
}

function textOf(value: Scalar): string {
  return value === null ? "" : String(value);
}

/** Sets that differ in what starts them alone are one. */
function merged(sets: readonly JobClaims[]): readonly JobClaims[] {
  const byKey = Map.groupBy(sets, ({ file, job, index, fields, caller, foreign, events }) =>
    JSON.stringify([file, job, index, fields, caller, foreign, events.includes("pull_request_target")]),
  );
  return Array.from(byKey.values(), (same) => ({
    ...(same[0] as JobClaims),
    events: [...new Set(same.flatMap(({ events }) => events))],
  }));
}
