import { createHash } from "node:crypto";
import type { Ports } from "../../src/ports/ports.ts";
import type { ServerReply, ServerRequest } from "../../src/ports/http.ts";

/** A GitLab for tests: releases and generic packages, as its documentation describes their answers. */
export interface GitLabServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/api/v4`. */
  readonly api: string;
  readonly releases: Map<string, Record<string, unknown>>;
  /** Of all packages, oldest first; of two files of one name both stay. */
  readonly files: readonly HeldFile[];
  /** Method and path of each request so far. */
  readonly log: readonly string[];
}

/** A file of a generic package. */
export interface HeldFile {
  readonly id: number;
  readonly package: number;
  readonly tag: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Starts it for one project. */
export async function gitlabServer(
  repository: string,
  token: string,
  ports: Pick<Ports, "servers">,
): Promise<GitLabServer> {
  const root = `/api/v4/projects/${encodeURIComponent(repository)}`;
  const releases = new Map<string, Record<string, unknown>>();
  const packages = new Map<string, number>();
  const files: HeldFile[] = [];
  const log: string[] = [];
  let lastId = 0;
  const listening = await ports.servers.listen(async (request) => {
    const url = new URL(request.url, "http://localhost");
    log.push(`${request.method} ${url.pathname}`);
    const body = await whole(request);
    const isKnown = request.headers["private-token"] === token || request.headers["job-token"] === token;
    const held = request.method === "GET" && isKnown ? fileAt(url.pathname) : undefined;
    if (held !== undefined)
      return { status: 200, headers: { "content-type": "application/octet-stream" }, body: held.bytes };
    const [status, answered] = isKnown
      ? answer(request.method, url, body)
      : [401, { message: "401 Unauthorized" }];
    return reply(status, answered);
  });
  const api = `${listening.origin}/api/v4`;
  return { api, releases, files, log, [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose]() };

  /** Of two files of one name the newest is given. */
  function fileAt(path: string): HeldFile | undefined {
    return files.findLast(
      ({ tag, name }) =>
        path === `${root}/packages/generic/release/${encodeURIComponent(tag)}/${encodeURIComponent(name)}`,
    );
  }

  function answer(method: string, url: URL, body: Buffer): readonly [number, unknown] {
    const path = url.pathname;
    const generic = new RegExp(`^${escape(root)}/packages/generic/([\\w.-]+)/([^/]+)/([^/]+)$`).exec(path);
    if (generic !== null && method === "PUT")
      return store(decodeURIComponent(generic[2] ?? ""), generic[3] ?? "", body);
    const listed = new RegExp(`^${escape(root)}/packages/(\\d+)/package_files$`).exec(path);
    if (listed !== null) {
      const own = files.filter((file) => file.package === Number(listed[1]));
      return [
        200,
        own.map(({ id, name, bytes, sha256 }) => ({
          id,
          file_name: name,
          size: bytes.length,
          file_sha256: sha256,
        })),
      ];
    }
    const one = new RegExp(`^${escape(root)}/packages/\\d+/package_files/(\\d+)$`).exec(path);
    if (one !== null && method === "DELETE") {
      const at = files.findIndex((file) => file.id === Number(one[1]));
      if (at === -1) return [404, { message: "404 Not Found" }];
      files.splice(at, 1);
      return [204, null];
    }
    if (path === `${root}/packages`) {
      const tag = url.searchParams.get("package_version") ?? "";
      const id = packages.get(tag);
      return [200, id === undefined ? [] : [{ id, name: "release", version: tag }]];
    }
    if (path === `${root}/releases` && method === "POST") return release(body);
    const tag = decodeURIComponent(path.slice(`${root}/releases/`.length));
    const found = path.startsWith(`${root}/releases/`) ? releases.get(tag) : undefined;
    return found === undefined ? [404, { message: "404 Not Found" }] : [200, found];
  }

  function store(tag: string, name: string, bytes: Buffer): readonly [number, unknown] {
    const id = packages.get(tag) ?? (lastId += 1);
    packages.set(tag, id);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files.push({ id: (lastId += 1), package: id, tag, name: decodeURIComponent(name), bytes, sha256 });
    return [201, { message: "201 Created" }];
  }

  function release(body: Buffer): readonly [number, unknown] {
    const wanted = JSON.parse(body.toString("utf8")) as Record<string, unknown> & { tag_name?: string };
    if (wanted.tag_name === undefined) return [400, { error: "tag_name is missing" }];
    if (releases.has(wanted.tag_name)) return [409, { message: "Release already exists" }];
    const made = {
      ...wanted,
      commit: { id: wanted["ref"] },
      _links: { self: `${api}/releases/${wanted.tag_name}` },
    };
    releases.set(wanted.tag_name, made);
    return [201, made];
  }
}

function reply(status: number, answer: unknown): ServerReply {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: status === 204 ? "" : JSON.stringify(answer),
  };
}

async function whole(request: ServerRequest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request.body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
