import { findForge } from "../../forge/choose-forge.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { Secret } from "../../ports/secret.ts";
import { askCredentialProgram } from "../../toolbox/ask-credential-program.ts";
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
  const kept =
    said === undefined && kind === "github"
      ? await askCredentialProgram(
          ["gh", "auth", "token", "--hostname", place.host],
          ["GH_CONFIG_DIR"],
          ports,
        )
      : "";
  const token = said ?? kept;
  if (token === "") return { kind, repository: place.path, settings: null };
  const api = apiOf(kind, place.host, variables);
  demandTls(api, kind);
  const settings = forgeSettings({ kind, repository: place.path, api, token: new Secret(token) }, ports);
  return { kind, repository: place.path, settings };
}

function apiOf(kind: "github" | "gitlab", host: string, variables: Readonly<Record<string, string>>): string {
  const said = variables[kind === "github" ? "GITHUB_API_URL" : "CI_API_V4_URL"];
  const usual =
    kind === "gitlab"
      ? `https://${host}/api/v4`
      : host === "github.com"
        ? "https://api.github.com"
        : `https://${host}/api/v3`;
  return (said ?? usual).replace(/\/$/, "");
}

function demandTls(api: string, kind: "github" | "gitlab"): void {
  const { protocol, hostname } = new URL(api);
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !isHere)
    throw fault("auth/insecure-index", { index: kind === "github" ? "GitHub" : "GitLab" });
}
