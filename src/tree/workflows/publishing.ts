import { child, scalarText, type YamlNode, type YamlRange } from "../yaml-file.ts";
import { builds, commandLines } from "./commands.ts";
import { input, variable, withNeeded, type Job, type Step, type Workflow } from "./model.ts";

/** A step that uploads distributions. */
export interface Publishing {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  /** `gh-action-pypi-publish`, or the program that uploads. */
  readonly tool: string;
  /** `unknown` when an expression decides. */
  readonly index: "pypi" | "testpypi" | "private" | "unknown";
  /** `trusted`: nothing is given, so that an identity must be; `unknown`: it cannot be seen. */
  readonly auth: "token" | "trusted" | "unknown";
  /** The token or password that is given. */
  readonly credential: YamlRange | null;
  /** The command line; empty for the action. */
  readonly command: string;
}

/** PyPA's action, also by the name that forks give it. */
const ACTION = /(?:^|\/)(?:gh-action-pypi-publish|pypi-publish)$/;

interface Uploader {
  readonly tool: string;
  readonly pattern: RegExp;
  /** Variables that hold its token or password. */
  readonly variables: readonly string[];
  /** True when it asks for an identity by itself if nothing is given. */
  readonly trusted: boolean;
}

const UPLOADERS: readonly Uploader[] = [
  { tool: "twine", pattern: /\btwine upload\b/, variables: ["TWINE_PASSWORD"], trusted: false },
  {
    tool: "uv",
    pattern: /\buv publish\b/,
    variables: ["UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD"],
    trusted: true,
  },
  {
    tool: "poetry",
    pattern: /\bpoetry publish\b/,
    variables: ["POETRY_PYPI_TOKEN_PYPI", "POETRY_HTTP_BASIC_PYPI_PASSWORD", "POETRY_PYPI_TOKEN_TESTPYPI"],
    trusted: false,
  },
  { tool: "hatch", pattern: /\bhatch publish\b/, variables: ["HATCH_INDEX_AUTH"], trusted: false },
  { tool: "flit", pattern: /\bflit publish\b/, variables: ["FLIT_PASSWORD"], trusted: false },
  { tool: "pdm", pattern: /\bpdm publish\b/, variables: ["PDM_PUBLISH_PASSWORD"], trusted: true },
  {
    tool: "maturin",
    pattern: /\bmaturin (?:publish|upload)\b/,
    variables: ["MATURIN_PYPI_TOKEN", "MATURIN_PASSWORD"],
    trusted: false,
  },
];

const found = new WeakMap<readonly Workflow[], readonly Publishing[]>();

/** Every step that uploads, workflow by workflow; looked for once, as every rule asks. */
export function publishings(all: readonly Workflow[]): readonly Publishing[] {
  const made =
    found.get(all) ??
    all.flatMap((workflow) =>
      workflow.jobs.flatMap((job) => job.steps.flatMap((step) => publishing(workflow, job, step) ?? [])),
    );
  found.set(all, made);
  return made;
}

function publishing(workflow: Workflow, job: Job, step: Step): Publishing | null {
  if (ACTION.test(step.action)) {
    const password = input(step, "password");
    return {
      workflow,
      job,
      step,
      tool: "gh-action-pypi-publish",
      index: indexOf(scalarText(input(step, "repository-url") ?? input(step, "repository_url"))),
      auth: password === null ? "trusted" : "token",
      credential: password,
      command: "",
    };
  }
  if (step.run === null) return null;
  for (const { text } of commandLines(step.run))
    for (const uploader of UPLOADERS)
      if (uploader.pattern.test(text) && !/\s--dry-run\b/.test(text))
        return { workflow, job, step, ...byCommand(workflow, job, step, uploader, text) };
  return null;
}

type Command = Pick<Publishing, "tool" | "index" | "auth" | "credential" | "command">;

function byCommand(workflow: Workflow, job: Job, step: Step, uploader: Uploader, text: string): Command {
  const { tool, variables } = uploader;
  const given =
    variables.map((name) => variable(workflow, job, step, name)).find((node) => node !== null) ?? null;
  const option = /\s(?:--password|--token|-p|-a|--auth)(?:\s+|=)["']?(\S+)/.exec(text)?.[1] ?? null;
  const keys = /\s--trusted-publishing[= ](\w+)/.exec(text)?.[1];
  const credential = given ?? (option === null ? null : step.place);
  const asks = (uploader.trusted && keys !== "never") || keys === "always";
  return {
    tool,
    index: indexOfCommand(
      text,
      variable(workflow, job, step, "TWINE_REPOSITORY_URL"),
      variable(workflow, job, step, "UV_PUBLISH_URL"),
    ),
    auth: credential !== null ? "token" : asks ? "trusted" : "unknown",
    credential,
    command: text,
  };
}

function indexOfCommand(text: string, ...addresses: readonly (YamlNode | null)[]): Publishing["index"] {
  const url = /\s(?:--repository-url|--publish-url)(?:\s+|=)["']?([^\s"']+)/.exec(text)?.[1];
  const variableUrl = addresses.map(scalarText).find((value) => value !== null);
  if (url !== undefined || variableUrl !== undefined) return indexOf(url ?? variableUrl ?? null);
  const name = /\s(?:--repository|--repo|--index|-r)(?:\s+|=)["']?([^\s"']+)/.exec(text)?.[1]?.toLowerCase();
  if (name === undefined || name === "pypi") return "pypi";
  if (/^test-?pypi$/.test(name)) return "testpypi";
  return name.includes("${{") || name.startsWith("$") ? "unknown" : indexOf(name);
}

/** The kind of index of an upload address; without one PyPI is meant. */
export function indexOf(url: string | null): Publishing["index"] {
  if (url === null || url === "") return "pypi";
  if (url.includes("${{") || url.startsWith("$")) return "unknown";
  if (/^https?:\/\/test\.pypi\./.test(url)) return "testpypi";
  return /^https?:\/\/(?:upload\.)?pypi\./.test(url) ? "pypi" : "private";
}

/** Whether PyPI or TestPyPI gets the files. */
export function isPublic({ index }: Publishing): boolean {
  return index === "pypi" || index === "testpypi";
}

/** The workflows that publish: what is asked of releases is asked of them alone. */
export function releaseWorkflows(all: readonly Workflow[]): readonly Workflow[] {
  return [...new Set(publishings(all).map(({ workflow }) => workflow))];
}

/** The jobs on which a published file depends: those that publish, and all that they wait for. */
export function releaseJobs(
  all: readonly Workflow[],
): readonly { readonly workflow: Workflow; readonly job: Job }[] {
  const found = new Map<Job, Workflow>();
  for (const { workflow, job } of publishings(all))
    for (const each of withNeeded(workflow, job)) found.set(each, workflow);
  return Array.from(found, ([job, workflow]) => ({ workflow, job }));
}

/** Of these jobs, those whose files end up in the release: they build, hand files over, or publish. */
export function feedingJobs(all: readonly Workflow[]): ReturnType<typeof releaseJobs> {
  const publishing = new Set(publishings(all).map(({ job }) => job));
  return releaseJobs(all).filter(
    ({ job }) =>
      publishing.has(job) ||
      job.steps.some((step) => builds(step) || step.action === "actions/upload-artifact"),
  );
}

/** Whether a workflow can only be called by others, which then decide about permissions. */
export function isCalled(workflow: Workflow): boolean {
  return workflow.triggers.has("workflow_call");
}

/** The `environment` of a job by name; null without one. */
export function environmentOf(job: Job): string | null {
  const node = child(job.node, "environment");
  return scalarText(node) ?? scalarText(child(node, "name"));
}
