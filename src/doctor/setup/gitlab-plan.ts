import * as v from "valibot";
import { fault } from "../../findings/fault.ts";
import type { ForgeSettings } from "../forge/forge-settings.ts";
import { globToRegExp } from "../forge/ref-pattern.ts";
import type { SetupAction, SetupWish } from "./setup-action.ts";

const named = v.array(v.object({ name: v.string() }));
/** GitLab's number for maintainers. */
const MAINTAINER = 40;

/** What GitLab has of it. */
export interface GitLabState {
  readonly environments: readonly string[];
  readonly protectedTags: readonly string[];
}

/** Reads what is there. Throws `forge/refused` with the reason. */
export async function readGitLab(forge: ForgeSettings): Promise<GitLabState> {
  const names = async (path: string): Promise<readonly string[]> => {
    const found = await forge.get(`${path}?per_page=100`);
    const parsed = "unknown" in found ? null : v.safeParse(named, found.value);
    if (parsed?.success === true) return parsed.output.map(({ name }) => name);
    const words = "unknown" in found ? found.unknown : "its answer is not what its documentation says";
    const remedy = "give a token of a maintainer with the scope api, or make the steps by hand";
    throw fault("forge/refused", { forge: forge.title, action: `show ${path}`, words, remedy });
  };
  return { environments: await names("environments"), protectedTags: await names("protected_tags") };
}

/** The changes that are missing, in order; pure. */
export function planGitLab(
  { environments, tags }: SetupWish,
  state: GitLabState | null,
): readonly SetupAction[] {
  const missing = environments.filter(({ name }) => state?.environments.includes(name) !== true);
  const sample = tags.replaceAll("*", "1.0.0");
  const isProtected = state?.protectedTags.some((pattern) => globToRegExp(pattern).test(sample)) === true;
  return [
    ...missing.map(({ name }): SetupAction => ({
      title: `make the environment ${name}`,
      method: "POST",
      path: "environments",
      body: { name },
      byHand: `Operate, Environments: New environment ${name}`,
    })),
    ...(isProtected
      ? []
      : [
          {
            title: `let maintainers alone make tags ${tags}`,
            method: "POST",
            path: "protected_tags",
            body: { name: tags, create_access_level: MAINTAINER },
            byHand: `Settings, Repository, Protected tags: ${tags}, Allowed to create: Maintainers`,
          } as const,
        ]),
  ];
}
