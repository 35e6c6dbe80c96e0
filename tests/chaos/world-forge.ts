import { createHash } from "node:crypto";
import type { Forge } from "../../src/forge/forge.ts";
import { github } from "../../src/forge/github.ts";
import { gitlab } from "../../src/forge/gitlab.ts";
import { startGitHubServer } from "../../src/forge/server/github-server.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { Secret } from "../../src/ports/secret.ts";
import { gitlabServer } from "../support/gitlab-server.ts";
import type { Shape } from "./shapes.ts";

/** Its token. */
export const FORGE_TOKEN = "ghs_chaoschaoschaos0123";

/** What it hosts. */
export const REPOSITORY = "demo/demo";

/** A release as anybody sees it on a repository host, or its draft. */
export interface ShownRelease {
  readonly draft: boolean;
  readonly assets: ReadonlyMap<string, { readonly sha256: string; readonly bytes: Uint8Array }>;
}

/** A repository host of either kind. */
export interface WorldForge extends AsyncDisposable {
  readonly origin: string;
  readonly releases: () => readonly ShownRelease[];
  /** How many requests came. */
  readonly requests: () => number;
  readonly client: (ports: Ports) => Forge;
  /** What a request is about. */
  readonly what: (method: string, path: string) => string;
  /** Loses a file of the first release, as no host does. */
  readonly lose: () => void;
}

/** Starts the repository host of a shape. */
export function startForge(kind: Shape["forge"], ports: Pick<Ports, "servers">): Promise<WorldForge> {
  return kind === "github" ? startGitHub(ports) : startGitLab(ports);
}

async function startGitHub(served: Pick<Ports, "servers">): Promise<WorldForge> {
  const server = await startGitHubServer({ repository: REPOSITORY, token: FORGE_TOKEN }, served);
  return {
    origin: server.api,
    releases: () =>
      server.releases.map(({ draft, assets }) => ({
        draft,
        assets: new Map(assets.map(({ name, bytes }) => [name, { bytes, sha256: sha256(bytes) }])),
      })),
    requests: () => server.log.length,
    client: (ports) =>
      github(REPOSITORY, new Secret(FORGE_TOKEN), { api: server.api, uploads: server.api }, ports),
    what(method, path) {
      if (method === "GET") return path.includes("/assets/") ? "download" : "list";
      if (method === "DELETE") return "remove";
      if (method === "PATCH") return "publish";
      return path.endsWith("/assets") ? "asset" : "create";
    },
    lose: () => void server.releases[0]?.assets.pop(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function startGitLab(served: Pick<Ports, "servers">): Promise<WorldForge> {
  const server = await gitlabServer(REPOSITORY, FORGE_TOKEN, served);
  const filesOf = (tag: string): ShownRelease["assets"] =>
    new Map(server.files.flatMap((file) => (file.tag === tag ? [[file.name, file] as const] : [])));
  return {
    origin: new URL(server.api).origin,
    // Files without a release are what GitLab has for a draft.
    releases: () =>
      [...new Set([...server.files.map(({ tag }) => tag), ...server.releases.keys()])].map((tag) => ({
        draft: !server.releases.has(tag),
        assets: filesOf(tag),
      })),
    requests: () => server.log.length,
    client: (ports) =>
      gitlab(REPOSITORY, new Secret(FORGE_TOKEN), { api: server.api, isJobToken: false }, ports),
    what(method, path) {
      if (method === "GET") return path.includes("/generic/") ? "download" : "list";
      if (method === "DELETE") return "remove";
      return method === "POST" ? "publish" : "asset";
    },
    lose: () => undefined,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
