import { basename } from "node:path/posix";
import { evaluateText, type Contexts, type Evaluated, type Scalar } from "../tree/workflows/expressions.ts";
import { input, type Job, type Workflow } from "../tree/workflows/model.ts";
import { environmentOf, indexOf } from "../tree/workflows/publishing.ts";
import { scalarText, type YamlFile } from "../tree/formats/yaml-file.ts";
import { startsOf, type RepositoryFacts } from "./github-events.ts";
import { reach, type Reached } from "./github-reach.ts";
import { trustedSteps, type TrustedStep } from "./github-steps.ts";
import { known, knownName, type Claimed, type JobClaims, type Obstacle } from "./job-claims.ts";
import { combinationsOf } from "./matrix.ts";

/**
 * What the publishing jobs of a repository on GitHub will present, one set for each job, index and environment. A job
 * that no event reaches presents nothing. `actions`: the repository's own.
 */
export function githubClaims(
  workflows: readonly Workflow[],
  repository: Claimed,
  facts: RepositoryFacts,
  actions: readonly YamlFile[] = [],
): readonly JobClaims[] {
  const sets = workflows.flatMap((workflow) =>
    startsOf(workflow, facts).flatMap((start) =>
      reach(workflow, start, workflows).flatMap((reached) =>
        reached.job.uses === null
          ? claimsOf(reached, repository, actions, facts.uvIndexes)
          : foreignCall(reached, repository),
      ),
    ),
  );
  return merged(sets);
}

function claimsOf(
  reached: Reached,
  repository: Claimed,
  actions: readonly YamlFile[],
  uvIndexes: RepositoryFacts["uvIndexes"],
): readonly JobClaims[] {
  const { workflow, job, contexts, grants } = reached;
  return combinationsOf(job, contexts).flatMap((row) =>
    trustedSteps(workflow, job, row, actions, grants).map((step) => ({
      ...common(reached, indexIn(step, uvIndexes) === "private" ? null : obstacleOf(reached, step)),
      index: indexIn(step, uvIndexes),
      fields: {
        repository,
        workflow: known(basename(workflow.file.path)),
        environment: environmentIn(job, row),
      },
    })),
  );
}

function common(
  { workflow, job, start, caller }: Reached,
  obstacle: Obstacle | null,
): Omit<JobClaims, "index" | "fields"> {
  return {
    provider: "github",
    file: workflow.file.path,
    job: job.id,
    location: workflow.file.locate(job.key),
    events: [start.title],
    refs: start.refs,
    obstacle,
    ref: start.ref,
    caller: caller === null ? null : caller.file.path,
    foreign: null,
    unattested: null,
    subjectKeys: null,
  };
}

function obstacleOf({ start, grants, caller, job }: Reached, { publishing }: TrustedStep): Obstacle | null {
  if (start.event === "pull_request_target")
    return {
      what: "is triggered by pull_request_target",
      why: "PyPI answers \"Publishing from a workflow invoked via 'pull_request_target' is not supported.\", whatever is registered",
      help: "trigger the publishing workflow by a tag or a release, not by pull_request_target",
    };
  if (!grants)
    return {
      what: "cannot request an identity: it lacks id-token: write",
      why: "GitHub gives the job no identity token, so nothing is published",
      help:
        caller === null
          ? `give the job ${job.id} permissions: { contents: read, id-token: write }`
          : `give the job ${job.id} and the job in ${caller.file.path} that calls it permissions: { contents: read, id-token: write }`,
    };
  const context = NO_CONTEXT.exec(environmentOf(job) ?? "")?.[1];
  if (context !== undefined)
    return {
      what: `names its environment by the context ${context}, which GitHub does not have there`,
      why: `GitHub answers "Unrecognized named-value: '${context}'", and starts no job of the workflow`,
      help: `write the environment's name out in the job ${job.id}, or use matrix, inputs or vars`,
    };
  const isAttesting =
    publishing.tool === "gh-action-pypi-publish" &&
    (scalarText(input(publishing.step, "attestations")) ?? "true") === "true";
  if (caller !== null && isAttesting)
    return {
      what: `is in a workflow that ${caller.file.path} calls, and attests its files`,
      why: `the attestations are signed for ${caller.file.path}, but the publisher is ${basename(publishing.workflow.file.path)}: PyPI rejects the upload`,
      help: `publish in a job of ${caller.file.path} itself, or set attestations: false`,
    };
  return null;
}

/** Workflows whose name says that they publish. */
export const PUBLISHING_NAME: RegExp = /publish|release|deploy|pypi/i;

/** A job that hands publishing to a workflow of another repository: its claims name that one. */
function foreignCall(reached: Reached, repository: Claimed): readonly JobClaims[] {
  const { job, workflow, grants } = reached;
  const [, foreign, file] = /^([\w.-]+\/[\w.-]+)\/\.github\/workflows\/([^@]+)@/.exec(job.uses ?? "") ?? [];
  if (foreign === undefined || file === undefined || !grants || !PUBLISHING_NAME.test(file)) return [];
  return [
    {
      ...common(reached, {
        what: `calls ${file} of ${foreign}`,
        why: "the claims of a reusable workflow name its own repository, which no publisher can name",
        help: `publish in a job of your own workflow: no publisher can name a workflow of ${foreign}`,
      }),
      index: "unknown",
      foreign,
      caller: workflow.file.path,
      fields: {
        repository,
        workflow: known(file),
        environment: { unknown: `it is set in ${foreign}` },
      },
    },
  ];
}

function indexIn(
  { publishing, contexts }: TrustedStep,
  uvIndexes: RepositoryFacts["uvIndexes"],
): JobClaims["index"] {
  const { index, target, tool } = publishing;
  const url = tool === "uv" ? uvIndexes?.get(target ?? "") : undefined;
  if (url !== undefined) return indexOf(url);
  if (index !== "unknown" || target === null) return index;
  const found = evaluateText(target, contexts);
  return "value" in found ? indexOf(textOf(found.value)) : "unknown";
}

function environmentIn(job: Job, contexts: Contexts): Claimed {
  const text = environmentOf(job);
  if (text === null) return known(null);
  const found: Evaluated = evaluateText(text, contexts);
  if ("unknown" in found)
    return { unknown: `\${{ ${asWritten(found.unknown, text)} }} is decided when the job runs` };
  // An expression that comes to nothing gives the job no environment.
  return knownName(textOf(found.value) === "" ? null : textOf(found.value));
}

/** Contexts are looked up in lower case, and people look for what they wrote. */
function asWritten(path: string, text: string): string {
  const at = text.toLowerCase().indexOf(path.toLowerCase());
  return at < 0 ? path : text.slice(at, at + path.length);
}

/** What an environment's name may not use: GitHub has github, needs, strategy, matrix, vars and inputs there. */
const NO_CONTEXT = /\$\{\{(?:(?!\}\})[\s\S])*?(?<![\w.'-])(env|secrets|steps|job|runner)\./i;

function textOf(value: Scalar): string {
  return value === null ? "" : String(value);
}

/** Sets that differ in what starts them alone are one. */
function merged(sets: readonly JobClaims[]): readonly JobClaims[] {
  const byKey = Map.groupBy(sets, ({ file, job, index, fields, caller, foreign, obstacle }) =>
    JSON.stringify([file, job, index, fields, caller, foreign, obstacle]),
  );
  return Array.from(byKey.values(), (same) => ({
    ...(same[0] as JobClaims),
    events: [...new Set(same.flatMap(({ events }) => events))],
    refs: unique(same.flatMap(({ refs }) => refs)),
  }));
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((each) => [JSON.stringify(each), each])).values()];
}
