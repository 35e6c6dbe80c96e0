import { fault } from "../findings/fault.ts";
import { isLoopback } from "../ports/address.ts";
import { Secret } from "../ports/secret.ts";
import type { ForgePorts } from "./forge-client.ts";
import { FORGE_TITLES, type Forge } from "./forge.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";

/** Which forge is wanted, and what is known of the repository. */
export interface ForgeChoice {
  readonly forge: "auto" | "github" | "gitlab" | "none";
  /** Web address of the repository, as configured. */
  readonly repository: string | null;
  /** Address of the remote, as git has it. */
  readonly remote: string | null;
  readonly variables: Readonly<Record<string, string>>;
}

/** A repository's place: its host and its path there. */
export interface ForgePlace {
  readonly host: string;
  /** `owner/name`, of GitLab with any number of groups. */
  readonly path: string;
}

const PUBLIC_API = "https://api.github.com";

/**
 * The forge of a repository, with the token of the environment (`GITHUB_TOKEN`, `GH_TOKEN`; `GITLAB_TOKEN`,
 * `CI_JOB_TOKEN`); null when none is wanted or the repository has no forge. Throws `forge/no-token`, `forge/unknown-repository`,
 * `auth/insecure-index` for a token that would go without TLS.
 */
export function chooseForge(choice: ForgeChoice, ports: ForgePorts): Forge | null {
  const found = findForge(choice);
  if (found === null) return null;
  const { variables } = choice;
  return found.kind === "github"
    ? gitHubOf(found.place, variables, ports)
    : gitLabOf(found.place, variables, ports);
}

/** Which forge and which repository, without asking for a token; null when none is wanted or there is none. */
export function findForge(
  choice: ForgeChoice,
): { readonly kind: "github" | "gitlab"; readonly place: ForgePlace } | null {
  if (choice.forge === "none") return null;
  const place = placeOf(choice.repository ?? choice.remote ?? "");
  const kind = choice.forge === "auto" ? kindOf(place, choice.variables) : choice.forge;
  if (kind === null) return null;
  if (place === null) throw fault("forge/unknown-repository");
  return { kind, place };
}

function kindOf(place: ForgePlace | null, variables: ForgeChoice["variables"]): "github" | "gitlab" | null {
  if (place === null) return null;
  if (/(^|\.)github\./.test(place.host) || variables["GITHUB_ACTIONS"] === "true") return "github";
  return /(^|\.)gitlab\./.test(place.host) || variables["GITLAB_CI"] === "true" ? "gitlab" : null;
}

function gitHubOf(place: ForgePlace, variables: ForgeChoice["variables"], ports: ForgePorts): Forge {
  const token = variables["GITHUB_TOKEN"] ?? variables["GH_TOKEN"] ?? "";
  if (token === "") {
    throw fault("forge/no-token", {
      forge: "GitHub",
      permission: "permissions: contents: write",
      variable: "GITHUB_TOKEN",
    });
  }
  const api = forgeApi("github", place.host, variables);
  const uploads =
    api === PUBLIC_API ? "https://uploads.github.com" : api.replace(/\/api\/v3$/, "/api/uploads");
  return github(place.path, new Secret(token), { api, uploads }, ports);
}

function gitLabOf(place: ForgePlace, variables: ForgeChoice["variables"], ports: ForgePorts): Forge {
  const own = variables["GITLAB_TOKEN"] ?? "";
  const token = own === "" ? (variables["CI_JOB_TOKEN"] ?? "") : own;
  if (token === "") {
    throw fault("forge/no-token", {
      forge: "GitLab",
      permission: "the right to write releases",
      variable: "GITLAB_TOKEN",
    });
  }
  const api = forgeApi("gitlab", place.host, variables);
  return gitlab(place.path, new Secret(token), { api, isJobToken: own === "" }, ports);
}

/**
 * Where a host's API is, without a slash at the end: the one that the CI job names, else the usual one. Throws
 * `auth/insecure-index` for one without TLS.
 */
export function forgeApi(
  kind: "github" | "gitlab",
  host: string,
  variables: ForgeChoice["variables"],
): string {
  const said = variables[kind === "github" ? "GITHUB_API_URL" : "CI_API_V4_URL"];
  const usual =
    kind === "gitlab"
      ? `https://${host}/api/v4`
      : host === "github.com"
        ? PUBLIC_API
        : `https://${host}/api/v3`;
  const api = (said ?? usual).replace(/\/$/, "");
  demandTls(api, FORGE_TITLES[kind]);
  return api;
}

/** `https://host/owner/name(.git)`, `ssh://git@host/owner/name`, `git@host:owner/name`. */
function placeOf(address: string): ForgePlace | null {
  const match =
    /^[a-z+]+:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address) ??
    /^(?:[^@/]+@)([^/:]+):(?!\/)(.+)$/.exec(address);
  const path = match?.[2]?.replace(/\/+$/, "").replace(/\.git$/, "");
  return match?.[1] === undefined || path === undefined || !path.includes("/")
    ? null
    : { host: match[1], path };
}

function demandTls(api: string, title: string): void {
  const url = new URL(api);
  if (url.protocol !== "https:" && !isLoopback(url)) throw fault("auth/insecure-index", { index: title });
}
