import type { Ports } from "../../ports/ports.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { google } from "./google.ts";
import type { DetectProvider, IdentityProvider } from "./provider.ts";

const PROVIDERS: readonly DetectProvider[] = [github, gitlab, google];

/** The issuer of identities that this environment has; null without one. */
export function findProvider(ports: Parameters<DetectProvider>[0]): IdentityProvider | null {
  for (const detect of PROVIDERS) {
    const found = detect(ports);
    if (found !== null) return found;
  }
  return null;
}

/**
 * What a platform that could vouch for this run was not told to do; null on every other. `--auth trusted` quotes it,
 * and so does who finds no credentials at all.
 */
export async function missingIdentity({
  environment: { variables },
  files,
}: Pick<Ports, "environment" | "files">): Promise<string | null> {
  if (variables["GITLAB_CI"] !== undefined)
    return "this job of GitLab has no identity: give it id_tokens: with PYPI_ID_TOKEN: {aud: pypi}";
  if (variables["GITHUB_ACTIONS"] === undefined) return null;
  const fork = await forkOfPullRequest(variables["GITHUB_EVENT_PATH"] ?? "", files);
  return fork === null
    ? "this job of GitHub Actions has no identity: give it permissions: { contents: read, id-token: write }"
    : `this run is of a pull request from the fork ${fork}, which gets no identity from GitHub regardless of permissions: publish from a tag of the repository itself`;
}

const MAX_EVENT_BYTES = 4 * 1024 * 1024;

/** The fork that a pull request comes from; null for one of the repository itself, and for all other events. */
async function forkOfPullRequest(path: string, files: Ports["files"]): Promise<string | null> {
  const stat = path === "" ? null : await files.stat(path);
  if (stat === null || stat.size > MAX_EVENT_BYTES) return null;
  try {
    const { pull_request: request } = JSON.parse(await files.readText(path)) as {
      pull_request?: { head?: { repo?: { full_name?: unknown } }; base?: { repo?: { full_name?: unknown } } };
    };
    const [head, base] = [request?.head?.repo?.full_name, request?.base?.repo?.full_name];
    return typeof head === "string" && head !== base ? head : null;
  } catch {
    return null;
  }
}
