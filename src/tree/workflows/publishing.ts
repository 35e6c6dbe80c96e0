import { child, scalarText, type YamlRange } from "../formats/yaml-file.ts";
import { commandLines } from "./commands.ts";
import { tokenForScript, tokenInput, type StoredToken } from "./stored-tokens.ts";
import { input, variable, withNeeded, type Job, type Step, type Workflow } from "./model.ts";
import { UPLOADERS, type Uploader } from "./uploaders.ts";

/** A step that uploads distributions. */
export interface Publishing {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  /** `gh-action-pypi-publish`, or the program that uploads. */
  readonly tool: string;
  /** `unknown` when an expression decides. */
  readonly index: "pypi" | "testpypi" | "private" | "unknown";
  /** Address or name of the index, as it is written; null: the tool's own default, which is PyPI. */
  readonly target: string | null;
  /** `trusted`: nothing is given, so that an identity must be; `unknown`: it cannot be seen. */
  readonly auth: "token" | "trusted" | "unknown";
  /** Whether the tool asks for an identity: before all else, when it finds no password, or never. */
  readonly asks: Uploader["asks"];
  /** The token or password that is given. */
  readonly credential: YamlRange | null;
  /** The command line; empty for the action. */
  readonly command: string;
}

/** PyPA's action, also by the name that forks give it. */
const ACTION = /(?:^|\/)(?:gh-action-pypi-publish|pypi-publish)$/;

/** An upload without any tool: PyPI's own address, with the file. */
const CURL = /\bcurl\b.*\bhttps?:\/\/(upload|test)\.pypi\./;

const found = new WeakMap<Workflow, readonly Publishing[]>();

/** Every step that uploads, workflow by workflow; looked for once in each, as every rule asks. */
export function publishings(all: readonly Workflow[]): readonly Publishing[] {
  return all.flatMap((workflow) => {
    const made =
      found.get(workflow) ??
      workflow.jobs.flatMap((job) => job.steps.flatMap((step) => publishingsIn({ workflow, job, step })));
    found.set(workflow, made);
    return made;
  });
}

/** What a step uploads: by the action once, by a script as often as it has commands for it. */
function publishingsIn(place: Place): readonly Publishing[] {
  const { workflow, job, step } = place;
  if (ACTION.test(step.action)) return [byPypaAction(place)];
  if (step.run === null) return listed(byOtherAction(place));
  const uploads = commandLines(step.run).flatMap(({ text }) => uploadsIn(place, text));
  return uploads.length > 0 ? uploads : listed(byStored(place, tokenForScript(workflow, job, step)));
}

function listed(found: Publishing | null): readonly Publishing[] {
  return found === null ? [] : [found];
}

function byPypaAction(place: Place): Publishing {
  const password = input(place.step, "password");
  // An empty password is none for the action.
  const credential = scalarText(password) === "" ? null : password;
  const target = scalarText(input(place.step, "repository-url") ?? input(place.step, "repository_url"));
  return {
    ...place,
    tool: "gh-action-pypi-publish",
    index: indexOf(target),
    target,
    auth: credential === null ? "trusted" : "token",
    asks: "first",
    credential,
    command: "",
  };
}

/** The uploads of a command line, which may have several commands. */
function uploadsIn(place: Place, text: string): readonly Publishing[] {
  const curl = CURL.exec(text)?.[1];
  if (curl !== undefined) return [byCurl(place, curl, text)];
  return UPLOADERS.filter(({ pattern }) => pattern.test(text)).flatMap((uploader) =>
    Array.from(text.matchAll(new RegExp(uploader.pattern, "g")), ({ index }) => ownOptions(text.slice(index)))
      .filter((options) => !/\s--dry-run\b/.test(options))
      .map((options) => ({ ...byCommand(place, uploader, options), command: text })),
  );
}

function byCurl(place: Place, target: string, command: string): Publishing {
  const isGiven = /\s(?:-u|--user|-H|--header|--netrc)\b/.test(command);
  return {
    ...place,
    tool: "curl",
    index: target === "test" ? "testpypi" : "pypi",
    target,
    auth: isGiven ? "token" : "unknown",
    asks: "never",
    credential: isGiven ? place.step.place : null,
    command,
  };
}

/** Maturin's action uploads if it is told so, and any other one that is handed a token of PyPI does. */
function byOtherAction(place: Place): Publishing | null {
  const { step } = place;
  const command = scalarText(input(step, "command")) ?? "";
  const uploader = UPLOADERS.find(({ tool }) => tool === "maturin");
  if (
    step.action === "pyo3/maturin-action" &&
    /^(?:upload|publish)$/.test(command) &&
    uploader !== undefined
  ) {
    const text = `maturin ${command} ${scalarText(input(step, "args")) ?? ""}`;
    return { ...byCommand(place, uploader, text), command: text };
  }
  return byStored(place, tokenInput(step));
}

function byStored(place: Place, token: StoredToken | null): Publishing | null {
  if (token === null) return null;
  const { tool, credential, url: target } = token;
  return {
    ...place,
    tool,
    index: indexOf(target),
    target,
    auth: "token",
    asks: "never",
    credential,
    command: "",
  };
}

/** The command as far as the next one of its line. */
function ownOptions(text: string): string {
  return /^(?:\$\{\{[\s\S]*?\}\}|[^;&|])*/.exec(text)?.[0] ?? text;
}

type Place = Pick<Publishing, "workflow" | "job" | "step">;

function byCommand(place: Place, uploader: Uploader, options: string): Omit<Publishing, "command"> {
  const { tool } = uploader;
  const given = uploader.tokens.map((name) => valueIn(place, name)).find((value) => value !== null);
  const option = /\s(?:--password|--token|-p|-t|-a|--auth)(?:\s+|=)["']?(\S+)/.exec(options)?.[1];
  const configured = stepsUntil(place).find(({ run }) => uploader.configured?.test(run ?? "") === true);
  const credential =
    given?.range ?? (option === undefined ? null : place.step.place) ?? configured?.place ?? null;
  const wish =
    /\s--trusted-publishing[= ](\w+)/.exec(options)?.[1] ??
    (tool === "uv" ? valueIn(place, "UV_TRUSTED_PUBLISHING")?.text : undefined);
  const target = targetOf(place, uploader, options);
  const asks = wish === "never" ? "never" : wish === "always" ? "first" : uploader.asks;
  return {
    ...place,
    tool,
    index: indexOf(target),
    target,
    auth: credential !== null ? "token" : asks === "first" ? "trusted" : "unknown",
    asks,
    credential,
  };
}

function targetOf(place: Place, { targets }: Uploader, options: string): string | null {
  const option =
    /\s(?:--repository-url|--publish-url)(?:\s+|=)["']?((?:\$\{\{.*?\}\}|[^\s"'])+)/.exec(options)?.[1] ??
    /\s(?:--repository|--repo|--index|-r)(?:\s+|=)["']?((?:\$\{\{.*?\}\}|[^\s"'])+)/.exec(options)?.[1];
  const text =
    option ?? targets.map((name) => valueIn(place, name)?.text).find((value) => value !== undefined) ?? null;
  const named = /^\$\{?(\w+)\}?$/.exec(text ?? "")?.[1];
  return named === undefined ? text : (valueIn(place, named)?.text ?? text);
}

/** What a variable holds when a step's command runs: set by the script, by `env`, or by a step before. */
function valueIn(
  { workflow, job, step }: Place,
  name: string,
): { readonly text: string; readonly range: YamlRange } | null {
  const own = lastMatch(step.run, new RegExp(`(?:^|[\\s;&]|\\$env:)${name}\\s?=\\s?${VALUE}`, "g"));
  if (own !== null) return { text: own, range: step.place };
  const node = variable(workflow, job, step, name);
  if (node !== null) return { text: scalarText(node) ?? "", range: node };
  const kept = new RegExp(`${name}=${VALUE}["']?\\s*>>\\s*["']?\\$(?:\\{?|env:)GITHUB_ENV`, "g");
  for (const before of stepsUntil({ job, step }).slice(0, -1).toReversed()) {
    const text = lastMatch(before.run, kept);
    if (text !== null) return { text, range: before.place };
  }
  return null;
}

/** The steps of a job up to this one, with it. */
function stepsUntil({ job, step }: Pick<Place, "job" | "step">): readonly Step[] {
  return job.steps.slice(0, job.steps.indexOf(step) + 1);
}

const VALUE = String.raw`["']?((?:\$\{\{.*?\}\}|[^\s"';&])*)`;

function lastMatch(script: string | null, pattern: RegExp): string | null {
  return script === null ? null : (Array.from(script.matchAll(pattern)).at(-1)?.[1] ?? null);
}

/** The kind of index of an upload address, or of a name that tools know; without one PyPI is meant. */
export function indexOf(target: string | null): Publishing["index"] {
  if (target === null || target === "" || /^pypi$/i.test(target)) return "pypi";
  if (target.includes("${{") || target.startsWith("$")) return "unknown";
  if (/^(?:https?:\/\/test\.pypi\.|test-?pypi$)/i.test(target)) return "testpypi";
  return /^https?:\/\/(?:upload\.)?pypi\./.test(target) ? "pypi" : "private";
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

/** Whether a workflow can only be called by others, which then decide about permissions. */
export function isCalled(workflow: Workflow): boolean {
  return workflow.triggers.has("workflow_call");
}

/** The `environment` of a job by name; null without one. */
export function environmentOf(job: Job): string | null {
  const node = child(job.node, "environment");
  return scalarText(node) ?? scalarText(child(node, "name"));
}
