import { fault } from "../../findings/fault.ts";
import { FORGE_TITLES } from "../../forge/forge.ts";
import { mainBranch } from "../../git/main-branch.ts";
import type { Ports } from "../../ports/ports.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { connectForge, TOKEN_VARIABLES } from "../forge/connect.ts";
import type { ForgeSettings } from "../forge/forge-settings.ts";
import { doctorContext } from "../examine.ts";
import { planGitHub, readGitHub } from "./github-plan.ts";
import { planGitLab, readGitLab } from "./gitlab-plan.ts";
import { plannedEnvironments, releaseTags } from "./planned-refs.ts";
import type { SetupAction } from "./setup-action.ts";

/** What is to be set up. */
export interface SetupRequest {
  readonly directory: string;
  readonly kind: "github" | "gitlab";
  /** Logins. */
  readonly reviewers: readonly string[];
  /** Make the changes; else they are only planned. */
  readonly apply: boolean;
}

/** The plan, and how far it was carried out. */
export interface SetupReport {
  readonly repository: string;
  /** False: there is no token, so that nothing could be looked at and the plan is everything. */
  readonly isConnected: boolean;
  readonly actions: readonly SetupAction[];
  readonly made: number;
}

/** Plans the settings that protect publishing, and makes them when that is asked for. Throws `forge/…`, `usage/…`. */
export async function setUp(request: SetupRequest, ports: Ports): Promise<SetupReport> {
  const { directory, kind, reviewers, apply } = request;
  const { tree, config, project, jobs } = await doctorContext(directory, true, ports);
  const found = await connectForge(tree.git?.remoteUrl ?? null, config.release.repository ?? null, ports);
  if (found === null) throw fault("forge/unknown-repository");
  if (found.kind !== kind)
    throw fault("forge/other-host", {
      forge: FORGE_TITLES[found.kind],
      repository: found.repository,
      command: `shipwheel setup ${found.kind}`,
    });
  const { template } = await projectTags(tree, config, ports);
  const { settings, repository } = found;
  const usual = {
    tags: template.format(project, "*"),
    branch: config.workflow.branch ?? (tree.git === null ? "main" : await mainBranch(tree.root, ports)),
  };
  const planned = {
    environments: plannedEnvironments(jobs, usual),
    tags: releaseTags(jobs, usual.tags),
  };
  if (settings === null) {
    if (apply)
      throw fault("forge/no-token", {
        forge: FORGE_TITLES[kind],
        permission: "the right to administer the repository",
        variable: TOKEN_VARIABLES[kind][0],
      });
    const wish = { ...planned, reviewers: [] };
    const actions = kind === "github" ? planGitHub(wish, null) : planGitLab(wish, null);
    return { repository, isConnected: false, actions, made: 0 };
  }
  const wish = { ...planned, reviewers: await idsOf(reviewers, settings) };
  const actions =
    kind === "github"
      ? planGitHub(wish, await readGitHub(settings))
      : planGitLab(wish, await readGitLab(settings, wish));
  return { repository, isConnected: true, actions, made: apply ? await carryOut(actions, settings) : 0 };
}

async function idsOf(logins: readonly string[], settings: ForgeSettings): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const login of logins) {
    const found = await settings.user(login);
    if ("unknown" in found)
      throw fault("forge/refused", {
        forge: settings.title,
        action: `name the reviewer ${login}`,
        words: found.unknown,
        remedy: "use the login of a person who can read the repository",
      });
    ids.push(found.value);
  }
  return ids;
}

/** One after the other; the first that is refused ends it, and what is made is found again by the next run. */
async function carryOut(actions: readonly SetupAction[], settings: ForgeSettings): Promise<number> {
  for (const { method, path, body, title, byHand } of actions) {
    const answer = await settings.send(method, path, body);
    // 303 and 409: it is there already.
    if ("value" in answer || answer.status === 303 || answer.status === 409) continue;
    throw fault("forge/refused", {
      forge: settings.title,
      action: title,
      words: answer.unknown,
      remedy: `create it by hand (${byHand}), or use a token with that permission, and run the same command again`,
    });
  }
  return actions.length;
}
