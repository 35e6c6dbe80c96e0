import { findForge, forgeApi } from "../../forge/choose-forge.ts";
import { keptToken } from "../../forge/forge-of.ts";
import type { Ports } from "../../ports/ports.ts";
import { Secret } from "../../ports/secret.ts";
import { forgeSettings, type ForgeSettings } from "./forge-settings.ts";

/** Which host a repository has, and the way to its settings: null without a token. */
export interface ForgeFound {
  readonly kind: "github" | "gitlab";
  readonly repository: string;
  readonly settings: ForgeSettings | null;
}

/** Where the token is looked for, by host. */
export const TOKEN_VARIABLES = {
  github: ["GITHUB_TOKEN", "GH_TOKEN"],
  gitlab: ["GITLAB_TOKEN"],
} as const;

/** The settings of the repository that `remote` names; null when it is on no host that is known. */
export async function connectForge(
  remote: string | null,
  repository: string | null,
  ports: Ports,
): Promise<ForgeFound | null> {
  const { variables } = ports.environment;
  const found = findForge({ forge: "auto", repository, remote, variables });
  if (found === null) return null;
  const { kind, place } = found;
  const said = TOKEN_VARIABLES[kind].map((name) => variables[name] ?? "").find((value) => value !== "");
  const kept = said === undefined && kind === "github" ? await keptToken(place.host, ports) : "";
  const token = said ?? kept;
  if (token === "") return { kind, repository: place.path, settings: null };
  const api = forgeApi(kind, place.host, variables);
  const settings = forgeSettings({ kind, repository: place.path, api, token: new Secret(token) }, ports);
  return { kind, repository: place.path, settings };
}
