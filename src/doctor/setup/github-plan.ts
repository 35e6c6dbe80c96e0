import * as v from "valibot";
import { fault } from "../../findings/fault.ts";
import type { ForgeSettings } from "../forge/forge-settings.ts";
import { globToRegExp, sampleOf } from "../forge/ref-pattern.ts";
import type { EnvironmentWish, SetupAction, SetupWish } from "./setup-action.ts";

/** An environment as GitHub describes it. */
interface EnvironmentAnswer {
  readonly name: string;
  readonly protection_rules: readonly {
    readonly type: string;
    readonly reviewers: readonly { readonly type: string; readonly reviewer: { readonly id: number } }[];
  }[];
  readonly deployment_branch_policy?: { readonly custom_branch_policies: boolean } | null | undefined;
}

const environmentsSchema: v.GenericSchema<unknown, { readonly environments: readonly EnvironmentAnswer[] }> =
  v.object({
    environments: v.array(
      v.object({
        name: v.string(),
        protection_rules: v.optional(
          v.array(
            v.object({
              type: v.string(),
              reviewers: v.optional(
                v.array(v.object({ type: v.string(), reviewer: v.object({ id: v.number() }) })),
                [],
              ),
            }),
          ),
          [],
        ),
        deployment_branch_policy: v.nullish(v.object({ custom_branch_policies: v.boolean() })),
      }),
    ),
  });
const rulesetsSchema = v.array(
  v.object({ id: v.number(), name: v.string(), target: v.optional(v.string()), enforcement: v.string() }),
);
const rulesetSchema = v.object({
  conditions: v.nullish(v.object({ ref_name: v.optional(v.object({ include: v.array(v.string()) })) })),
});

/** What GitHub has of it. */
export interface GitHubState {
  readonly environments: readonly EnvironmentAnswer[];
  /** Patterns of all active rulesets of tags, and the names of all rulesets. */
  readonly protectedTags: readonly string[];
  readonly rulesets: readonly string[];
}

/** Reads what is there. Throws `forge/refused` with the reason. */
export async function readGitHub(forge: ForgeSettings): Promise<GitHubState> {
  const { environments } = await read(forge, "environments?per_page=100", environmentsSchema);
  const rulesets = await read(forge, "rulesets?includes_parents=true&per_page=100", rulesetsSchema);
  const protectedTags: string[] = [];
  for (const { id, target, enforcement } of rulesets) {
    if (target !== "tag" || enforcement !== "active") continue;
    const { conditions } = await read(forge, `rulesets/${id}`, rulesetSchema);
    protectedTags.push(...(conditions?.ref_name?.include ?? []));
  }
  return { environments, protectedTags, rulesets: rulesets.map(({ name }) => name) };
}

/** The changes that are missing, in order; pure. What is there already stays as it is. */
export function planGitHub(wish: SetupWish, state: GitHubState | null): readonly SetupAction[] {
  return [
    ...wish.environments.flatMap((each) => environmentActions(each, wish, state)),
    ...tagActions(wish, state),
  ];
}

function environmentActions(
  { name, index, tags, branches }: EnvironmentWish,
  { reviewers }: SetupWish,
  state: GitHubState | null,
): readonly SetupAction[] {
  const there = state?.environments.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const kept = (there?.protection_rules ?? []).flatMap((rule) => rule.reviewers);
  const wanted =
    index === "pypi" ? reviewers.filter((id) => !kept.some((each) => each.reviewer.id === id)) : [];
  const restriction = there?.deployment_branch_policy ?? null;
  const isRestricted = restriction !== null;
  const path = `environments/${encodeURIComponent(name)}`;
  const page = "Settings, Environments";
  const people = [
    ...kept.map(({ type, reviewer }) => ({ type, id: reviewer.id })),
    ...wanted.map((id) => ({ type: "User", id })),
  ];
  const actions: SetupAction[] = [];
  if (there === undefined || wanted.length > 0 || !isRestricted) {
    const policy =
      restriction?.custom_branch_policies === false
        ? { protected_branches: true, custom_branch_policies: false }
        : { protected_branches: false, custom_branch_policies: true };
    const who = wanted.length === 0 ? "" : " with its reviewers";
    actions.push({
      title: `${there === undefined ? "create" : "protect"} the environment ${name}${who}`,
      method: "PUT",
      path,
      body: { reviewers: people.length === 0 ? null : people, deployment_branch_policy: policy },
      byHand: `${page}: ${there === undefined ? `New environment ${name}` : name}${index === "pypi" ? "; tick Required reviewers and name them" : ""}; Deployment branches and tags: Selected branches and tags`,
    });
  }
  if (isRestricted) return actions;
  const refs = [
    ...tags.map((each) => ["tag", each] as const),
    ...branches.map((each) => ["branch", each] as const),
  ];
  for (const [type, pattern] of refs)
    actions.push({
      title: `let ${type === "tag" ? "tags" : "the branch"} ${pattern} use the environment ${name}`,
      method: "POST",
      path: `${path}/deployment-branch-policies`,
      body: { name: pattern, type },
      byHand: `${page}, ${name}: Add deployment branch or tag rule, Ref type ${type === "tag" ? "Tag" : "Branch"}, ${pattern}`,
    });
  return actions;
}

function tagActions({ tags }: SetupWish, state: GitHubState | null): readonly SetupAction[] {
  const open = tags.filter((pattern) => !isProtected(pattern, state));
  if (open.length === 0) return [];
  const names = new Set(state?.rulesets);
  const shown = open.join(", ");
  const name =
    ["Release tags", "Release tags (shipwheel)"].find((each) => !names.has(each)) ?? `Release tags ${shown}`;
  return [
    {
      title: `keep tags ${shown} from being moved or deleted`,
      method: "POST",
      path: "rulesets",
      body: {
        name,
        target: "tag",
        enforcement: "active",
        conditions: { ref_name: { include: open.map((each) => `refs/tags/${each}`), exclude: [] } },
        rules: [{ type: "update" }, { type: "deletion" }],
      },
      byHand: `Settings, Rules, Rulesets: New tag ruleset, Active, target ${shown}, Restrict updates, Restrict deletions`,
    },
  ];
}

function isProtected(tags: string, state: GitHubState | null): boolean {
  const sample = `refs/tags/${sampleOf(tags)}`;
  return state?.protectedTags.some((each) => globToRegExp(each).test(sample)) === true;
}

async function read<T>(forge: ForgeSettings, path: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const found = await forge.get(path);
  const parsed = "unknown" in found ? null : v.safeParse(schema, found.value);
  if (parsed?.success === true) return parsed.output;
  const words = "unknown" in found ? found.unknown : "its response does not match its documentation";
  throw fault("forge/refused", {
    forge: forge.title,
    action: `show ${path.split("?")[0] ?? path}`,
    words,
    remedy: TOKEN,
  });
}

const TOKEN =
  "use a token that can administer the repository (fine-grained: administration and environments, read and write), or perform the steps by hand";
