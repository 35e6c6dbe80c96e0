import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Listening, ServerReply, ServerRequest } from "../../ports/http.ts";
import type { Ports } from "../../ports/ports.ts";

/** How the pretended GitHub behaves. */
export interface GitHubServerOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** What clients have to show; it may do everything. */
  readonly token?: string;
  /** What other tokens may do with the contents; null: nobody knows the token. */
  readonly access?: (token: string) => "write" | "read" | "none" | null;
  /** Whether a published release can still be changed; GitHub lets the owner choose. Default: it cannot. */
  readonly immutableReleases?: boolean;
  /** Looks at each request first: an answer stands in for the real one, `after` stands in when the real one is done. */
  readonly disturb?: (request: { readonly method: string; readonly path: string }) => Disturbance | null;
}

/** A disturbance of one request. */
export type Disturbance =
  | { readonly kind: "unavailable-before" }
  | { readonly kind: "unavailable-after" }
  | { readonly kind: "reset-before" }
  | { readonly kind: "reset-after" }
  | { readonly kind: "rate-limit"; readonly retryAfterSeconds: number };

/** A release as the server holds it. */
export interface HeldRelease {
  readonly id: number;
  tag_name: string;
  target_commitish: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  readonly assets: HeldAsset[];
}

/** An asset with its bytes. */
export interface HeldAsset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: "uploaded" | "starter";
  readonly digest: string | null;
  readonly bytes: Uint8Array;
}

/** A running GitHub of a rehearsal: releases and their assets, judged as the real one judges them. */
export interface GitHubServer extends AsyncDisposable {
  /** For the client: the address of the API, and of the uploads. */
  readonly api: string;
  readonly releases: readonly HeldRelease[];
  /** Method and path of each request so far. */
  readonly log: readonly string[];
}

const MAX_ASSET_BYTES = 2 * 1024 * 1024 * 1024;

/** Starts GitHub's part of releases on the loopback interface. */
export async function startGitHubServer(
  options: GitHubServerOptions,
  ports: Pick<Ports, "servers">,
): Promise<GitHubServer> {
  const releases: HeldRelease[] = [];
  const log: string[] = [];
  let lastId = 1000;
  const listening: Listening = await ports.servers.listen(async (request) => {
    const path = request.url.split("?")[0] ?? "";
    log.push(`${request.method} ${path}`);
    const disturbance = options.disturb?.({ method: request.method, path }) ?? null;
    if (disturbance === null) return answer(request, path);
    if (disturbance.kind === "unavailable-before") return failure(503, "Service Unavailable");
    if (disturbance.kind === "reset-before") return reset();
    if (disturbance.kind === "rate-limit") {
      const words =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      return failure(403, words, [], { "retry-after": String(disturbance.retryAfterSeconds) });
    }
    await answer(request, path);
    return disturbance.kind === "reset-after" ? reset() : failure(502, "Server Error");
  });
  const root = `/repos/${options.repository}/releases`;
  return {
    api: listening.origin,
    releases,
    log,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };

  async function answer(request: ServerRequest, path: string): Promise<ServerReply> {
    const body = await readAll(request);
    const token = (request.headers["authorization"] ?? "").replace(/^Bearer /, "");
    const access = token === options.token ? "write" : (options.access?.(token) ?? null);
    if (access === null) return failure(401, "Bad credentials");
    if (access === "none" || (access === "read" && request.method !== "GET"))
      return failure(403, "Resource not accessible by integration");
    if (path !== root && !path.startsWith(`${root}/`)) return failure(404, "Not Found");
    const rest = path.slice(root.length);
    const query = new URL(request.url, listening.origin).searchParams;
    const asset = /^\/assets\/(\d+)$/.exec(rest)?.[1];
    const attach = /^\/(\d+)\/assets$/.exec(rest)?.[1];
    const one = /^\/(\d+)$/.exec(rest)?.[1];
    if (rest === "" && request.method === "GET") return list(query);
    if (rest === "" && request.method === "POST") return create(body);
    if (attach !== undefined && request.method === "POST") {
      return upload(Number(attach), query.get("name") ?? "", request, body);
    }
    if (asset !== undefined && request.method === "GET") return give(Number(asset), request);
    if (asset !== undefined && request.method === "DELETE") return remove(Number(asset));
    if (one !== undefined && request.method === "PATCH") return change(Number(one), body);
    if (one !== undefined && request.method === "DELETE") return discard(Number(one));
    if (one !== undefined && request.method === "GET") {
      const release = releases.find((each) => each.id === Number(one));
      return release === undefined ? failure(404, "Not Found") : json(200, shown(release));
    }
    return failure(404, "Not Found");
  }

  function list(query: URLSearchParams): ServerReply {
    const size = Math.min(100, Number(query.get("per_page") ?? 30));
    const page = Number(query.get("page") ?? 1);
    const newestFirst = releases.toReversed().slice((page - 1) * size, page * size);
    return json(200, newestFirst.map(shown));
  }

  function create(body: Buffer): ServerReply {
    const wanted = parse(body);
    const tag = wanted["tag_name"];
    if (typeof tag !== "string" || tag === "") {
      return invalid("Release", "missing_field", "tag_name");
    }
    const draft = wanted["draft"] === true;
    // Any number of drafts may wait for a tag; published there is one.
    if (!draft && releases.some((each) => each.tag_name === tag && !each.draft)) {
      return invalid("Release", "already_exists", "tag_name");
    }
    const release: HeldRelease = {
      id: (lastId += 1),
      tag_name: tag,
      target_commitish: text(wanted["target_commitish"]) || "main",
      name: text(wanted["name"]),
      body: text(wanted["body"]),
      draft,
      prerelease: wanted["prerelease"] === true,
      immutable: !draft && options.immutableReleases !== false,
      assets: [],
    };
    releases.push(release);
    return json(201, shown(release));
  }

  function upload(id: number, name: string, request: ServerRequest, body: Buffer): ServerReply {
    const release = releases.find((each) => each.id === id);
    if (release === undefined) return failure(404, "Not Found");
    if (release.immutable) return failure(422, "Cannot upload assets to an immutable release.");
    if (name === "") return invalid("ReleaseAsset", "missing_field", "name");
    if ((request.headers["content-type"] ?? "") === "") return failure(400, "Bad Content-Type");
    if (body.length === 0) return failure(422, "Validation Failed: size wasn't supplied");
    if (body.length > MAX_ASSET_BYTES) return invalid("ReleaseAsset", "custom", "size");
    // GitHub changes characters that it does not like, which would change the file's name.
    const kept = name.replaceAll(/[^\w.+@~-]/g, ".");
    if (release.assets.some((each) => each.name === kept))
      return invalid("ReleaseAsset", "already_exists", "name");
    const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
    const asset: HeldAsset = {
      id: (lastId += 1),
      name: kept,
      size: body.length,
      state: "uploaded",
      digest,
      bytes: body,
    };
    release.assets.push(asset);
    return json(201, shownAsset(asset));
  }

  function give(id: number, { headers }: ServerRequest): ServerReply {
    const held = releases.flatMap(({ assets }) => assets).find((each) => each.id === id);
    if (held === undefined) return failure(404, "Not Found");
    if (headers["accept"] !== "application/octet-stream") return json(200, shownAsset(held));
    return { status: 200, headers: { "content-type": "application/octet-stream" }, body: held.bytes };
  }

  function remove(id: number): ServerReply {
    const release = releases.find((each) => each.assets.some((asset) => asset.id === id));
    if (release === undefined) return failure(404, "Not Found");
    if (release.immutable) return failure(422, "Cannot delete asset from an immutable release.");
    release.assets.splice(
      release.assets.findIndex((asset) => asset.id === id),
      1,
    );
    return { status: 204, headers: {} };
  }

  function discard(id: number): ServerReply {
    const place = releases.findIndex((each) => each.id === id);
    if (place === -1) return failure(404, "Not Found");
    releases.splice(place, 1);
    return { status: 204, headers: {} };
  }

  function change(id: number, body: Buffer): ServerReply {
    const release = releases.find((each) => each.id === id);
    if (release === undefined) return failure(404, "Not Found");
    const wanted = parse(body);
    const others = releases.filter((each) => each !== release && !each.draft);
    if (wanted["draft"] === false && others.some((each) => each.tag_name === release.tag_name)) {
      return invalid("Release", "already_exists", "tag_name");
    }
    if (
      release.immutable &&
      typeof wanted["tag_name"] === "string" &&
      wanted["tag_name"] !== release.tag_name
    ) {
      return failure(422, "Cannot change the tag of an immutable release.");
    }
    if (typeof wanted["name"] === "string") release.name = wanted["name"];
    if (typeof wanted["body"] === "string") release.body = wanted["body"];
    if (typeof wanted["prerelease"] === "boolean") release.prerelease = wanted["prerelease"];
    if (wanted["draft"] === false && release.draft) {
      release.draft = false;
      release.immutable = options.immutableReleases !== false;
    }
    return json(200, shown(release));
  }

  function shown(release: HeldRelease): Readonly<Record<string, unknown>> {
    const tree = release.draft ? `untagged-${release.id}` : release.tag_name;
    return {
      ...release,
      html_url: `${listening.origin}/${options.repository}/releases/tag/${tree}`,
      upload_url: `${listening.origin}${root}/${release.id}/assets{?name,label}`,
      assets: release.assets.map(shownAsset),
    };
  }
}

function shownAsset({ id, name, size, state, digest }: HeldAsset): Readonly<Record<string, unknown>> {
  return { id, name, size, state, digest };
}

async function readAll(request: ServerRequest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString("utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): ServerReply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

function failure(
  status: number,
  message: string,
  errors: readonly unknown[] = [],
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  return json(status, { message, ...(errors.length === 0 ? {} : { errors }) }, headers);
}

function invalid(resource: string, code: string, field: string): ServerReply {
  return failure(422, "Validation Failed", [{ resource, code, field }]);
}

/** A body that fails makes the server cut the connection. */
function reset(): ServerReply {
  return { status: 200, headers: {}, body: broken() };
}

async function* broken(): AsyncGenerator<Uint8Array, void, void> {
  await Promise.resolve();
  yield* [];
  throw new Error("connection reset, as the disturbance asks");
}
