import { join, relative, sep } from "node:path";
import type { ScmConfiguration } from "../scm/configuration.ts";
import { parseDescribe, type Description } from "../scm/describe.ts";
import { stateOf, versionOfNearestTag, type StateContext } from "../scm/archives.ts";
import { pythonRepr } from "../scm/python-text.ts";
import type { ScmVersion } from "../scm/scm-version.ts";
import { readTagVersion } from "../scm/tag-version.ts";
import type { SchemeNeed } from "../scm/version-schemes.ts";
import { fault } from "../../findings/fault.ts";
import { gitCheckout, readBranch, type GitCheckout, type GitPorts } from "./git-checkout.ts";
import { preParse, refuseShallow } from "./pre-parse.ts";

/** What a version from git is asked with. */
export interface GitQuestion {
  readonly root: string;
  readonly projectDirectory: string;
  readonly configuration: ScmConfiguration;
  /** Known before the schemes run, because each costs a process. */
  readonly needs: readonly SchemeNeed[];
  /** Ask for them even at the tag itself, because the state will be changed. */
  readonly always: boolean;
  readonly timeoutSeconds: number;
}

/**
 * The state of a checkout by one `git describe`; without a usable tag, and for schemes that need more, by a few
 * other questions. Null when `root/.git` is no repository. Throws the kinds of the anchor.
 */
export async function readGitState(
  question: GitQuestion,
  context: StateContext & { readonly now: Date },
  ports: GitPorts,
): Promise<ScmVersion | null> {
  const { root, configuration } = question;
  const checkout = gitCheckout(root, question.timeoutSeconds, ports);
  const projectPath = relative(root, question.projectDirectory).split(sep).join("/");
  if (configuration.projectPath !== null && configuration.projectPath !== projectPath) {
    if (!(await isTopLevel(checkout))) return null;
    const { projectPath: declared } = configuration;
    throw fault("project-path-mismatch", { declared, found: projectPath || ".", root });
  }
  // Elsewhere a failed description tells, without a process of its own.
  const { describeCommand, scope: extra, preParse: mode } = configuration.git;
  const costsMore = describeCommand !== null || extra !== null || mode !== "warn_on_shallow";
  if (costsMore && !(await isTopLevel(checkout))) return null;
  if (extra !== null) await refuseShallow(checkout, ports.files);
  await preParse(checkout, mode, ports.files, context.warn);

  const described = await describe(checkout, configuration);
  const scope = (): readonly string[] | null => scopePaths(configuration, projectPath, root);
  const state =
    described === null
      ? await untaggedState(checkout, configuration, scope, context)
      : await taggedState(checkout, parseDescribe(described), configuration, scope(), context);
  if (state === null) return null;
  return { ...state, ...(await extraFacts(state, checkout, question, context, ports)) };
}

/** What git describes HEAD as; null without a tag that the pattern lets pass. */
function describe(checkout: GitCheckout, configuration: ScmConfiguration): Promise<string | null> {
  const { git, rules, strict } = configuration;
  if (git.describeCommand !== null) return checkout.askCommand(git.describeCommand);
  const pattern = `${rules.prefix}*[0-9]*${strict ? ".*[0-9]*" : ""}`;
  return checkout.ask("describe", "--dirty", "--tags", "--long", "--abbrev=40", "--match", pattern);
}

async function taggedState(
  checkout: GitCheckout,
  description: Description,
  configuration: ScmConfiguration,
  scope: readonly string[] | null,
  context: StateContext,
): Promise<ScmVersion> {
  const { tag, node } = description;
  const [distance, dirty] =
    scope === null
      ? [description.distance, description.dirty]
      : await Promise.all([
          countInScope(checkout, configuration, scope, `${tag}..HEAD`),
          isDirty(checkout, scope),
        ]);
  return stateOf(versionOfNearestTag(tag, context), context, { tagName: tag, distance, node, dirty });
}

/** The whole history counts from `fallback_version`, or from 0.0. */
async function untaggedState(
  checkout: GitCheckout,
  configuration: ScmConfiguration,
  scopeOf: () => readonly string[] | null,
  context: StateContext,
): Promise<ScmVersion | null> {
  const [isRepository, head] = await Promise.all([
    isTopLevel(checkout),
    checkout.ask("rev-parse", "--verify", "--quiet", "HEAD"),
  ]);
  if (!isRepository) return null;
  const base = configuration.fallbackVersion || "0.0";
  const tag = readTagVersion(base, configuration.rules.normalize);
  if (tag === null) throw fault("invalid-version", { version: pythonRepr(base), where: "fallback_version" });
  if (head === null) return stateOf(tag, context, { dirty: true });
  const scope = scopeOf();
  const [distance, dirty] = await Promise.all([
    scope === null
      ? checkout.ask("rev-list", "--count", "HEAD").then((count) => Number(count ?? 1))
      : countInScope(checkout, configuration, scope, "HEAD"),
    isDirty(checkout, scope ?? []),
  ]);
  return stateOf(tag, context, { distance, dirty, node: `g${head}` });
}

/** Whether git takes the directory for the top of a repository. */
async function isTopLevel(checkout: GitCheckout): Promise<boolean> {
  return (await checkout.ask("rev-parse", "--show-prefix")) === "";
}

function scopePaths(
  configuration: ScmConfiguration,
  projectPath: string,
  root: string,
): readonly string[] | null {
  if (configuration.git.scope === null) return null;
  if (projectPath === "") throw fault("scope-noop", { root });
  return [projectPath, ...configuration.git.scope];
}

async function countInScope(
  checkout: GitCheckout,
  { git }: ScmConfiguration,
  scope: readonly string[],
  revisions: string,
): Promise<number> {
  const flag = git.countFirstParent ? "--first-parent" : "--full-history";
  return Number((await checkout.ask("rev-list", "--count", flag, revisions, "--", ...scope)) ?? 0);
}

async function isDirty(checkout: GitCheckout, scope: readonly string[]): Promise<boolean> {
  const paths = scope.length === 0 ? [] : ["--", ...scope];
  return ((await checkout.ask("status", "--porcelain", "--untracked-files=no", ...paths)) ?? "") !== "";
}

/** Branch and day of the commit: by git where a scheme depends on them, else the branch from a file, for display. */
async function extraFacts(
  state: ScmVersion,
  checkout: GitCheckout,
  { needs, always }: GitQuestion,
  context: { readonly now: Date },
  ports: GitPorts,
): Promise<Pick<ScmVersion, "branch" | "nodeDate">> {
  const used = always || state.distance > 0 || state.dirty;
  const [branch, nodeDate] = await Promise.all([
    used && needs.includes("branch") ? askBranch(checkout) : readBranch(checkout.root, ports.files),
    used && needs.includes("date") ? askDay(checkout, state.dirty, context.now, ports) : null,
  ]);
  return { branch: branch ?? (await askBranch(checkout)), nodeDate };
}

async function askBranch(checkout: GitCheckout): Promise<string | null> {
  return (
    (await checkout.ask("rev-parse", "--abbrev-ref", "HEAD")) ||
    (await checkout.ask("symbolic-ref", "--short", "HEAD"))
  );
}

async function askDay(checkout: GitCheckout, dirty: boolean, now: Date, ports: GitPorts): Promise<string> {
  const text = await checkout.ask("-c", "log.showSignature=false", "log", "-n", "1", "HEAD", "--format=%cI");
  if (text !== null) return dayOf(new Date(text));
  const changed = dirty ? await checkout.ask("diff", "--name-only") : null;
  const stats = await Promise.all(
    (changed ?? "")
      .split("\n")
      .filter((path) => path !== "")
      .map((path) => ports.files.stat(join(checkout.root, path)).catch(() => null)),
  );
  const newest = Math.max(0, ...stats.map((stat) => stat?.modified.getTime() ?? 0));
  return dayOf(newest > 0 ? new Date(newest) : now);
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
