import * as v from "valibot";
import { fault } from "../../findings/fault.ts";
import { askAs, type ForgeSettings } from "../forge/forge-settings.ts";
import { globToRegExp, sampleOf } from "../forge/ref-pattern.ts";
import type { SetupAction, SetupWish } from "./setup-action.ts";

const named = v.array(v.object({ name: v.string() }));
/** GitLab's number for maintainers. */
const MAINTAINER = 40;

interface ProtectedEnvironment {
  readonly name: string;
  readonly approval_rules: readonly { readonly user_id?: number | null | undefined }[];
}

const protectedSchema: v.GenericSchema<unknown, readonly ProtectedEnvironment[]> = v.array(
  v.object({
    name: v.string(),
    approval_rules: v.optional(v.array(v.object({ user_id: v.nullish(v.number()) })), []),
  }),
);

/** What GitLab has of it. */
export interface GitLabState {
  /** Those of the wanted environments that are there. */
  readonly environments: readonly string[];
  /** All protected environments with the people who approve; null: the project's plan has none (Premium has). */
  readonly protectedEnvironments: readonly ProtectedEnvironment[] | null;
  readonly protectedTags: readonly string[];
}

/** Reads what is there. Throws `forge/refused` with the reason. */
export async function readGitLab(
  forge: Pick<ForgeSettings, "get" | "title">,
  { environments: wanted, reviewers }: SetupWish,
): Promise<GitLabState> {
  // By name: review apps are environments too, and there may be thousands.
  const environments = await Promise.all(
    wanted.map(({ name }) => names(forge, `environments?name=${encodeURIComponent(name)}`)),
  );
  const list = await askAs(forge, "protected_environments?per_page=100", protectedSchema);
  const isOfPlan = !("unknown" in list && list.status === 404);
  if ("unknown" in list && isOfPlan) throw refused(forge, "protected_environments", list.unknown);
  if (!isOfPlan && reviewers.length > 0)
    throw fault("forge/refused", {
      forge: forge.title,
      action: "name reviewers",
      words: "the project's plan has no protected environments",
      remedy: "omit --reviewer: protected tags control who can release; reviewers require GitLab Premium",
    });
  return {
    environments: environments.flat(),
    protectedEnvironments: "value" in list ? list.value : null,
    protectedTags: await names(forge, "protected_tags?per_page=100"),
  };
}

async function names(forge: Pick<ForgeSettings, "get" | "title">, path: string): Promise<readonly string[]> {
  const found = await askAs(forge, path, named);
  if ("unknown" in found) throw refused(forge, path.split("?")[0] ?? path, found.unknown);
  return found.value.map(({ name }) => name);
}

function refused({ title }: Pick<ForgeSettings, "title">, what: string, words: string): Error {
  const remedy = "use a maintainer's token with the scope api, or perform the steps by hand";
  return fault("forge/refused", { forge: title, action: `show ${what}`, words, remedy });
}

/** The changes that are missing, in order; pure. What is there already stays as it is. */
export function planGitLab(
  { environments, tags, reviewers }: SetupWish,
  state: GitLabState | null,
): readonly SetupAction[] {
  const open = tags.filter(
    (each) => state?.protectedTags.some((pattern) => globToRegExp(pattern).test(sampleOf(each))) !== true,
  );
  return [
    ...environments
      .filter(({ name }) => state?.environments.includes(name) !== true)
      .map(({ name }): SetupAction => ({
        title: `create the environment ${name}`,
        method: "POST",
        path: "environments",
        body: { name },
        byHand: `Operate, Environments: New environment ${name}`,
      })),
    ...environments
      .filter(({ index }) => index === "pypi")
      .flatMap(({ name }) => protection(name, reviewers, state?.protectedEnvironments ?? null)),
    ...open.map((each) => ({
      title: `allow only maintainers to create tags ${each}`,
      method: "POST" as const,
      path: "protected_tags",
      body: { name: each, create_access_level: MAINTAINER },
      byHand: `Settings, Repository, Protected tags: ${each}, Allowed to create: Maintainers`,
    })),
  ];
}

function protection(
  name: string,
  reviewers: readonly number[],
  state: readonly ProtectedEnvironment[] | null,
): readonly SetupAction[] {
  if (state === null) return [];
  const there = state.find((each) => each.name === name);
  const missing = reviewers.filter((id) => !there?.approval_rules.some((rule) => rule.user_id === id));
  const rules = missing.map((id) => ({ user_id: id, required_approvals: 1 }));
  const page = `Settings, CI/CD, Protected environments: ${name}`;
  if (there === undefined)
    return [
      {
        title: `allow only maintainers to deploy to ${name}${rules.length === 0 ? "" : ", with approval"}`,
        method: "POST",
        path: "protected_environments",
        body: {
          name,
          deploy_access_levels: [{ access_level: MAINTAINER }],
          ...(rules.length === 0 ? {} : { approval_rules: rules }),
        },
        byHand: `${page}, Allowed to deploy: Maintainers${rules.length === 0 ? "" : ", Approvers"}`,
      },
    ];
  if (rules.length === 0) return [];
  return [
    {
      title: `require approval by the reviewers for deployments to ${name}`,
      method: "PUT",
      path: `protected_environments/${encodeURIComponent(name)}`,
      body: { approval_rules: rules },
      byHand: `${page}, Approvers`,
    },
  ];
}
