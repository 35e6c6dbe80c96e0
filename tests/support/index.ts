import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { startIndex, type IndexOptions, type RunningIndex } from "../../src/index-server/start-index.ts";
import type { Ports } from "../../src/ports/ports.ts";
import type { DemoFile } from "./demo-files.ts";
import { tokenHeader, uploadForm, type FilePart, type FormValue } from "./upload-form.ts";

/** An answer, decoded. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly text: string;
  /** The message of an error in JSON. */
  readonly message: string;
}

/** What differs in one upload. */
export interface UploadOptions {
  readonly fields?: Readonly<Record<string, FormValue>>;
  readonly part?: FilePart;
  /** Authorization header; null sends none; default: the index's own user token. */
  readonly authorization?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** An index with real adapters, a clock that a test can move, and short ways to use it. */
export interface TestIndex extends AsyncDisposable {
  readonly index: RunningIndex;
  readonly ports: Ports;
  readonly directory: string;
  /** Moves the index's clock. */
  advance(milliseconds: number): void;
  upload(file: DemoFile, options?: UploadOptions): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Answer>;
  post(path: string, body: string): Promise<Answer>;
}

/** Starts an index for one test. Links in its messages begin with `<pypi>` and `<pypi-docs>`, as in the specification. */
export async function testIndex(options: Partial<IndexOptions> = {}): Promise<TestIndex> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), "shipwheel-test-index-"));
  const node = nodePorts({});
  let offset = 0;
  const ports: Ports = {
    ...node.ports,
    clock: { now: () => new Date(Date.now() + offset), elapsed: () => node.ports.clock.elapsed() },
  };
  const index = await startIndex(
    { tls: false, site: "<pypi>", docs: "<pypi-docs>", ...options, directory },
    ports,
  );
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const url = path.startsWith("http") ? path : index.httpOrigin + path;
    const response = await fetch(url, { redirect: "manual", ...init });
    const text = await response.text();
    return {
      status: response.status,
      reason: response.statusText,
      headers: response.headers,
      text,
      message: messageOf(text),
    };
  };
  return {
    index,
    ports,
    directory,
    advance(milliseconds) {
      offset += milliseconds;
    },
    upload(file, upload = {}) {
      const form = uploadForm(file, upload.fields, upload.part);
      const authorization =
        upload.authorization === undefined ? tokenHeader(index.token) : upload.authorization;
      const headers = {
        ...form.headers,
        ...(authorization === null ? {} : { authorization }),
        ...upload.headers,
      };
      return send(upload.path ?? "/legacy/", { method: "POST", headers, body: form.body });
    },
    get: (path, headers = {}, method = "GET") => send(path, { method, headers }),
    post: (path, body) =>
      send(path, { method: "POST", headers: { "content-type": "application/json" }, body }),
    async [Symbol.asyncDispose]() {
      await index.close();
      await node[Symbol.asyncDispose]();
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

function messageOf(text: string): string {
  try {
    const { code } = JSON.parse(text) as { code?: string };
    return code?.replace(/^\d+ /, "") ?? "";
  } catch {
    return "";
  }
}
