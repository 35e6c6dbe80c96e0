import type { Contexts, Scalar } from "../../tree/workflows/expressions.ts";

/** What starts a workflow in a rehearsal. */
export const WORKFLOW_EVENTS = ["push", "tag", "release", "pull_request", "dispatch"] as const;
export type WorkflowEventName = (typeof WORKFLOW_EVENTS)[number];

/** For people. */
export const EVENT_TITLES: Readonly<Record<WorkflowEventName, string>> = {
  push: "push to the main branch",
  tag: "push of a release tag",
  release: "published GitHub release",
  pull_request: "pull request of a fork",
  dispatch: "run by hand",
};

/** The repository and the commit that a rehearsed event is about. */
export interface EventFacts {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  readonly tag: string;
  readonly commit: string;
  /** Of `workflow_dispatch`. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** An event as GitHub hands it to a workflow. */
export interface WorkflowEvent {
  readonly name: WorkflowEventName;
  /** The key of `on`. */
  readonly trigger: string;
  readonly ref: string;
  /** A fork's run gets no secret, no identity, and a token that only reads. */
  readonly isFork: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly contexts: Contexts;
}

function releaseValues(tag: string): readonly (readonly [string, Scalar])[] {
  return [
    ["github.event.action", "published"],
    ["github.event.release.tag_name", tag],
    ["github.event.release.draft", false],
    ["github.event.release.prerelease", false],
  ];
}

/** The event of that name for this repository. */
export function workflowEvent(name: WorkflowEventName, facts: EventFacts): WorkflowEvent {
  const { repository, branch, tag, commit, inputs } = facts;
  const [owner = "", project = ""] = repository.split("/");
  const isFork = name === "pull_request";
  const trigger = name === "tag" ? "push" : name === "dispatch" ? "workflow_dispatch" : name;
  const isTag = name === "tag" || name === "release";
  const ref = isTag ? `refs/tags/${tag}` : isFork ? "refs/pull/1/merge" : `refs/heads/${branch}`;
  const base = {
    full_name: repository,
    name: project,
    owner: { login: owner },
    fork: false,
    private: false,
    default_branch: branch,
  };
  const head = { ...base, full_name: `contributor/${project}`, owner: { login: "contributor" }, fork: true };
  const release = {
    tag_name: tag,
    name: tag,
    target_commitish: branch,
    draft: false,
    prerelease: false,
    assets: [],
  };
  const payload = {
    repository: base,
    sender: { login: isFork ? "contributor" : owner },
    ...(isFork
      ? {
          action: "opened",
          number: 1,
          pull_request: {
            number: 1,
            head: { ref: "change", sha: commit, repo: head },
            base: { ref: branch, sha: commit, repo: base },
          },
        }
      : name === "release"
        ? { action: "published", release }
        : { ref, after: commit, ...(name === "dispatch" ? { inputs } : {}) }),
  };
  const values = new Map<string, Scalar>([
    ["github.event_name", trigger],
    ["github.ref", ref],
    ["github.ref_name", ref.replace(/^refs\/(?:heads|tags|pull)\//, "")],
    ["github.ref_type", isTag ? "tag" : "branch"],
    ["github.repository", repository],
    ["github.repository_owner", owner],
    ["github.sha", commit],
    ["github.server_url", "https://github.com"],
    ["github.actor", isFork ? "contributor" : owner],
    ["github.event.repository.fork", false],
    ...(name === "release" ? releaseValues(tag) : []),
    ...Object.entries(inputs).flatMap(([key, value]): [string, Scalar][] => [
      [`inputs.${key.toLowerCase()}`, value],
      [`github.event.inputs.${key.toLowerCase()}`, value],
    ]),
  ]);
  return { name, trigger, ref, isFork, payload, contexts: (path) => values.get(path) };
}
