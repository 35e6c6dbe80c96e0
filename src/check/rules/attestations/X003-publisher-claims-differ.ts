import * as v from "valibot";
import { basename } from "node:path/posix";
import { environmentOf, publishings, type Publishing } from "../../../tree/workflows/publishing.ts";
import { workflows } from "../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

interface Registered {
  readonly repository?: string | undefined;
  readonly workflow?: string | undefined;
  readonly environment?: string | undefined;
}

const options: v.GenericSchema<unknown, Registered> = v.strictObject({
  repository: v.optional(
    v.pipe(v.string(), v.description("The publisher's repository on PyPI, owner/name.")),
  ),
  workflow: v.optional(v.pipe(v.string(), v.description("The publisher's workflow file on PyPI."))),
  environment: v.optional(v.pipe(v.string(), v.description("The publisher's environment on PyPI."))),
});

/** X003: the identity of the publishing job is not the one that the index expects. */
export const publisherClaimsDiffer: Rule = defineRule({
  code: "X003",
  slug: "publisher-claims-differ",
  title: "the publishing job does not match the trusted publisher on the index",
  severity: "error",
  phase: "auth",
  needs: ["tree"],
  pypiOnly: true,
  options,
  docs: {
    what: "The repository, workflow file or environment of the publishing job differs from the publisher registered on PyPI (given in this rule's options), or from the repository that the job's own condition requires.",
    why: "PyPI answers `invalid-publisher`, or the job is skipped: nothing is published. `shipwheel rehearse` proves it.",
    fix: "make the job's environment and the workflow's file name match the publisher registered on PyPI",
    bad: 'environment: release  # registered: "pypi"',
    good: "environment: pypi",
    peers: ["shipwheel"],
  },
  async check(inputs, registered) {
    const remote =
      /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(inputs.tree?.git?.remoteUrl ?? "")?.[1] ?? null;
    const jobs = publishings(await workflows(inputs)).filter(
      ({ auth, index }) => auth === "trusted" && index === "pypi",
    );
    return jobs.flatMap((each) => {
      const guard = /github\.repository\s*==\s*'([^']+)'/.exec(each.job.if)?.[1] ?? null;
      return [...fromRegistration(each, registered, remote), ...fromGuard(each, guard, remote)];
    });
  },
});

function* fromRegistration(
  each: Publishing,
  registered: Registered,
  remote: string | null,
): Generator<RuleFinding> {
  const { workflow, job } = each;
  const file = basename(workflow.file.path);
  const environment = environmentOf(job);
  const { repository } = registered;
  if (registered.workflow !== undefined && registered.workflow !== file)
    yield say(each, `runs in ${file}, but the publisher is registered with ${registered.workflow}`);
  // An expression is decided when the job runs.
  if (registered.environment !== undefined && environment?.includes("${{") !== true)
    if (registered.environment.toLowerCase() !== environment?.toLowerCase())
      yield say(
        each,
        `has ${environment === null ? "no environment" : `the environment ${environment}`}, but the publisher is registered with ${registered.environment}`,
      );
  if (repository !== undefined && remote !== null && repository.toLowerCase() !== remote.toLowerCase())
    yield say(each, `belongs to ${remote}, but the publisher is registered with ${repository}`);
}

function* fromGuard(each: Publishing, guard: string | null, remote: string | null): Generator<RuleFinding> {
  if (guard === null || remote === null || guard.toLowerCase() === remote.toLowerCase()) return;
  // A fork has every reason to be another repository.
  yield {
    ...say(each, `runs in ${guard} only, but this is ${remote}`),
    severity: "info",
    confidence: "likely",
  };
}

function say({ workflow, job }: Publishing, words: string): RuleFinding {
  return {
    message: `the job ${job.id} ${words}`,
    location: workflow.file.locate(job.key),
    subject: `${workflow.file.path} ${job.id} ${words}`,
  };
}
