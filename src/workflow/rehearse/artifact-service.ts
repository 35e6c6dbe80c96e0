import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { jsonReply } from "../../index-server/http/replies.ts";
import type { Ports } from "../../ports/ports.ts";

/** An artifact of a run, as `actions/upload-artifact` hands it over. */
interface StoredArtifact {
  readonly id: string;
  readonly name: string;
  readonly size: string;
  readonly digest: string | null;
  readonly created: string;
}

/** GitHub's results service: what the artifact actions (v4 and newer) talk to. */
export interface ArtifactService extends AsyncDisposable {
  readonly origin: string;
  /** Names of the artifacts that are there, in the order of their ids. */
  names(): readonly string[];
  /** Changes a byte of the next artifact of this name when it is stored. */
  flipByteOf(name: string): void;
}

/** Starts the service on the loopback interface. */
export async function startArtifactService(
  ports: Pick<Ports, "servers" | "random" | "clock">,
): Promise<ArtifactService> {
  const artifacts = new Map<string, StoredArtifact>();
  const pending = new Map<string, string>();
  const blobs = new Map<string, Buffer>();
  const flipped = new Set<string>();
  let lastId = 100;
  const listening = await ports.servers.listen(async (request) => {
    const url = new URL(request.url, request.origin);
    const method = /ArtifactService\/(\w+)$/.exec(url.pathname)?.[1];
    if (method !== undefined) return call(method, parse(await readAll(request)), request.origin);
    const blob = /^\/blob\/(\d+)$/.exec(url.pathname)?.[1];
    if (blob !== undefined && request.method === "PUT")
      return put(blob, url.searchParams, await readAll(request));
    const bytes = blob === undefined ? undefined : blobs.get(blob);
    if (bytes === undefined) return jsonReply(404, { msg: "not found" });
    return { status: 200, headers: { "content-type": "application/zip" }, body: bytes };
  });

  function call(method: string, asked: Asked, origin: string): ServerReply {
    const name = text(asked["name"]);
    // The download action masks the signature wherever it stands in the log: it must be no word.
    const signature = Buffer.from(ports.random.bytes(16)).toString("hex");
    if (method === "CreateArtifact") {
      if (artifacts.has(name))
        return jsonReply(409, {
          code: "already_exists",
          msg: "an artifact with this name already exists on the workflow run",
        });
      lastId += 1;
      pending.set(name, String(lastId));
      return jsonReply(200, { ok: true, signed_upload_url: `${origin}/blob/${lastId}?sig=${signature}` });
    }
    if (method === "FinalizeArtifact") {
      const id = pending.get(name);
      const bytes = blobs.get(id ?? "");
      if (id === undefined || bytes === undefined) return jsonReply(404, { msg: `no upload of ${name}` });
      const digest = text(asked["hash"]) || null;
      const actual = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      if (digest !== null && digest !== actual) return jsonReply(400, { msg: "the digest does not match" });
      if (flipped.delete(name)) bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      const created = ports.clock.now().toISOString();
      artifacts.set(name, { id, name, size: text(asked["size"]), digest, created });
      return jsonReply(200, { ok: true, artifact_id: id });
    }
    if (method === "ListArtifacts") {
      const [byName, byId] = [text(asked["name_filter"]), text(asked["id_filter"])];
      const found = [...artifacts.values()].filter(
        (each) => (byName === "" || each.name === byName) && (byId === "" || each.id === byId),
      );
      return jsonReply(200, { artifacts: found.map((each) => shown(each, asked)) });
    }
    const artifact = artifacts.get(name);
    if (artifact === undefined) return jsonReply(404, { msg: `no artifact ${name}` });
    if (method === "DeleteArtifact") {
      artifacts.delete(name);
      return jsonReply(200, { ok: true, artifact_id: artifact.id });
    }
    if (method === "GetSignedArtifactURL")
      return jsonReply(200, { signed_url: `${origin}/blob/${artifact.id}?sig=${signature}` });
    return jsonReply(404, { msg: `no method ${method}` });
  }

  /** A blob comes whole, or in blocks and a list of their ids. */
  function put(id: string, query: URLSearchParams, body: Buffer): ServerReply {
    const part = query.get("comp");
    if (part === "blocklist") {
      const ids = Array.from(body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g));
      blobs.set(id, Buffer.concat(ids.map(([, block]) => blobs.get(`${id}/${block}`) ?? Buffer.alloc(0))));
    } else blobs.set(part === "block" ? `${id}/${query.get("blockid")}` : id, body);
    return { status: 201, headers: {} };
  }

  return {
    origin: listening.origin,
    names: () => [...artifacts.keys()],
    flipByteOf: (name) => void flipped.add(name),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

type Asked = Readonly<Record<string, unknown>>;

function shown({ id, name, size, digest, created }: StoredArtifact, asked: Asked): Asked {
  return {
    workflow_run_backend_id: asked["workflow_run_backend_id"],
    workflow_job_run_backend_id: asked["workflow_job_run_backend_id"],
    database_id: id,
    name,
    size,
    created_at: created,
    ...(digest === null ? {} : { digest }),
  };
}

/** A field as text; wrapped ones, as protobuf's optional strings are, by their value. */
function text(field: unknown): string {
  const value = typeof field === "object" && field !== null && "value" in field ? field.value : field;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The fields by their protobuf names; the clients write either form. */
function parse(body: Buffer): Asked {
  const asked = JSON.parse(body.toString() || "{}") as Asked;
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

async function readAll(request: ServerRequest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
