import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A GitLab for tests: releases and generic packages, as its documentation describes their answers. */
export interface GitLabServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/api/v4`. */
  readonly api: string;
  readonly releases: Map<string, Record<string, unknown>>;
}

interface Stored {
  readonly id: number;
  readonly package: number;
  readonly tag: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** Starts it for one project. */
export async function gitlabServer(repository: string, token: string): Promise<GitLabServer> {
  const root = `/api/v4/projects/${encodeURIComponent(repository)}`;
  const releases = new Map<string, Record<string, unknown>>();
  const packages = new Map<string, number>();
  let files: Stored[] = [];
  let lastId = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://localhost");
      const [status, body] =
        request.headers["private-token"] === token || request.headers["job-token"] === token
          ? answer(request.method ?? "", url, Buffer.concat(chunks))
          : [401, { message: "401 Unauthorized" }];
      response.writeHead(status, { "content-type": "application/json" });
      response.end(status === 204 ? "" : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
  return {
    api,
    releases,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

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
        own.map(({ id, name, size, sha256 }) => ({ id, file_name: name, size, file_sha256: sha256 })),
      ];
    }
    const one = new RegExp(`^${escape(root)}/packages/\\d+/package_files/(\\d+)$`).exec(path);
    if (one !== null && method === "DELETE") {
      const before = files.length;
      files = files.filter((file) => file.id !== Number(one[1]));
      return before === files.length ? [404, { message: "404 Not Found" }] : [204, null];
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

  function store(tag: string, name: string, body: Buffer): readonly [number, unknown] {
    const id = packages.get(tag) ?? (lastId += 1);
    packages.set(tag, id);
    // Of two files of one name both stay; the newer one is downloaded.
    const sha256 = createHash("sha256").update(body).digest("hex");
    files.push({
      id: (lastId += 1),
      package: id,
      tag,
      name: decodeURIComponent(name),
      size: body.length,
      sha256,
    });
    return [201, { message: "201 Created" }];
  }

  function release(body: Buffer): readonly [number, unknown] {
    const wanted = JSON.parse(body.toString("utf8")) as Record<string, unknown> & { tag_name?: string };
    if (wanted.tag_name === undefined) return [400, { error: "tag_name is missing" }];
    if (releases.has(wanted.tag_name)) return [409, { message: "Release already exists" }];
    const made = { ...wanted, _links: { self: `${api}/releases/${wanted.tag_name}` } };
    releases.set(wanted.tag_name, made);
    return [201, made];
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
