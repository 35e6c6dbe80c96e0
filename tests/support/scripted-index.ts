import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import type { PublishConfig } from "../../src/config/sections/publish.ts";
import { Fault } from "../../src/findings/fault.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { ServerReply, ServerRequest } from "../../src/ports/http.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { Secret } from "../../src/ports/secret.ts";
import type { TargetOverrides } from "../../src/publish/choose-target.ts";
import {
  previewPublish,
  publishFiles,
  type PublishPreview,
  type PublishReport,
  type PublishRequest,
} from "../../src/release/publish-files.ts";
import { demoSdist, demoWheel, type DemoFile } from "./demo-files.ts";
import { temporaryDirectory } from "./git.ts";

/** A file that the scripted index has. */
interface Held {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** What an index has and was asked, for the script that answers. */
export interface IndexState {
  readonly files: Map<string, Held>;
  readonly asked: ServerRequest[];
  /** Uploads so far, this one included. */
  posts: number;
  /** The last upload's form. */
  form?: FormData;
  origin: string;
}

/** How an index answers: to an upload (null: the connection breaks), to any other request (undefined: as usual). */
export interface Script {
  readonly upload?: (state: IndexState, store: () => void) => ServerReply | null;
  readonly page?: (state: IndexState, request: ServerRequest) => ServerReply | undefined;
  /** Seconds. Default 0: a page that does not show at once never does. */
  readonly wait?: number;
}

/** How a publication to a scripted index ended. */
export interface Ended {
  readonly fault: Fault | null;
  readonly findings: readonly Finding[];
  readonly report: PublishReport | null;
  readonly complete: boolean;
}

/** An index that answers by a script, and the one who publishes to it. */
export interface ScriptedIndex extends AsyncDisposable {
  readonly state: IndexState;
  publish(options?: PublishTrial): Promise<Ended>;
  preview(options?: PublishTrial): Promise<PublishPreview>;
}

/** What is published, and how. */
export interface PublishTrial {
  readonly files?: readonly DemoFile[];
  readonly said?: TargetOverrides;
  /** Below the origin. Default `/up`. */
  readonly path?: string;
  /** Machines have their own states. */
  readonly machine?: string;
  readonly user?: string;
  readonly token?: string | null;
}

export const PAGE_TYPE = "application/vnd.pypi.simple.v1+json";

/** Starts an index: pages below `/up/simple/` in JSON, uploads stored and answered by 200, unless the script says so. */
export async function scriptedIndex(script: Script = {}): Promise<ScriptedIndex> {
  const scratch = temporaryDirectory();
  const node = nodePorts({});
  const variables = { HOME: scratch.path, PATH: "/nonexistent" };
  const state: IndexState = { files: new Map(), asked: [], posts: 0, origin: "" };
  const listening = await node.ports.servers.listen((request) => answer(request, script, state));
  state.origin = listening.origin;
  const ports = (machine: string): Ports => ({
    ...node.ports,
    pause: () => Promise.resolve(),
    // There is no keyring here.
    processes: {
      ...node.ports.processes,
      run: () =>
        Promise.resolve({ status: 1, signal: null, timedOut: false, stdout: "", stderr: "", seconds: 0 }),
    },
    environment: {
      ...node.ports.environment,
      home: scratch.path,
      variables: { ...variables, SHIPWHEEL_STATE_DIR: join(scratch.path, machine) },
    },
  });
  const requestOf = (trial: PublishTrial): PublishRequest => {
    const { files = [demoWheel()], said, path = "/up", machine = "here", user, token = "s3cret" } = trial;
    const dist = join(scratch.path, machine, "dist");
    mkdirSync(dist, { recursive: true });
    for (const file of files) writeFileSync(join(dist, file.fileName), file.bytes);
    const url = `${listening.origin}${path}`;
    const config: PublishConfig = {
      index: "pypi",
      publishers: {},
      wait: script.wait ?? 0,
      indexes: { house: { url, ...(user === undefined ? {} : { user }) } },
    };
    return {
      paths: files.map((file) => join(dist, file.fileName)),
      index: "house",
      auth: "auto",
      config,
      plugins: false,
      ...(said === undefined ? {} : { said }),
      ...(token === null ? {} : { token: new Secret(token) }),
    };
  };
  return {
    state,
    async publish(trial = {}) {
      try {
        const report = await publishFiles(requestOf(trial), ports(trial.machine ?? "here"));
        const { fault, findings, complete } = report;
        return { fault, findings, complete, report };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return { fault: error, findings: [], complete: false, report: null };
      }
    },
    preview: (trial = {}) => previewPublish(requestOf(trial), ports(trial.machine ?? "here")),
    async [Symbol.asyncDispose]() {
      await listening[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
      scratch[Symbol.dispose]();
    },
  };
}

/** A project page of PEP 691 with what the index has. */
export function jsonPage(
  { files }: IndexState,
  change: (file: Readonly<Record<string, unknown>>) => object = (file) => file,
): ServerReply {
  const rows = [...files.values()].map(({ name, sha256 }) =>
    change({ filename: name, url: `/files/${name}`, hashes: { sha256 } }),
  );
  const page = { meta: { "api-version": "1.1" }, name: "demo-pkg", files: rows };
  return { status: 200, headers: { "content-type": PAGE_TYPE }, body: JSON.stringify(page) };
}

/** An HTML answer. */
export function html(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body };
}

/** A plain answer. */
export function text(status: number, body = "", headers: Readonly<Record<string, string>> = {}): ServerReply {
  return { status, headers: { "content-type": "text/plain", ...headers }, body };
}

/** The wheel and the sdist of one release. */
export const BOTH: readonly DemoFile[] = [demoWheel(), demoSdist()];

async function answer(request: ServerRequest, script: Script, state: IndexState): Promise<ServerReply> {
  state.asked.push(request);
  const chunks: Uint8Array[] = [];
  for await (const chunk of request.body) chunks.push(chunk);
  if (request.method === "POST") {
    state.posts += 1;
    const form = await formOf(request, Buffer.concat(chunks));
    state.form = form;
    const file = await held(form);
    const store = (): void => void state.files.set(file.name, file);
    if (script.upload !== undefined) {
      const reply = script.upload(state, store);
      return reply ?? { status: 200, headers: {}, body: broken() };
    }
    store();
    return text(200);
  }
  const scripted = script.page?.(state, request);
  if (scripted !== undefined) return scripted;
  const name = /^\/files\/(.+)$/.exec(request.url)?.[1];
  const file = name === undefined ? undefined : state.files.get(name);
  if (file !== undefined) return { status: 200, headers: {}, body: file.bytes };
  return request.url === "/up/simple/demo-pkg/" && state.files.size > 0
    ? jsonPage(state)
    : text(404, "not here");
}

function formOf(request: ServerRequest, body: Buffer): Promise<FormData> {
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  return new Response(new Uint8Array(body), { headers }).formData();
}

async function held(form: FormData): Promise<Held> {
  const content = form.get("content");
  if (!(content instanceof File)) throw new Error("an upload without a file");
  const bytes = Buffer.from(await content.arrayBuffer());
  return { name: content.name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function* broken(): AsyncGenerator<Uint8Array, void, void> {
  await Promise.resolve();
  yield* [];
  throw new Error("the script breaks the connection");
}
