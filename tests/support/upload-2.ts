import { createHash } from "node:crypto";
import type { TestIndex, Answer } from "./index.ts";
import { tokenHeader } from "./upload-form.ts";
import type { DemoFile } from "./demo-files.ts";

const TYPE = "application/vnd.pypi.upload.v2+json";

/** An answer of the Upload 2.0 API, its document read. */
export interface Told extends Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read what they name
  readonly json: any;
}

/** A client of the Upload 2.0 API, a request a call. */
export interface Upload2 {
  send(
    method: string,
    url: string,
    document?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Told>;
  create(name?: string, version?: string): Promise<Told>;
  announce(session: Told, file: DemoFile, more?: Readonly<Record<string, unknown>>): Promise<Told>;
  /** Announces a file, sends its bytes, completes it. */
  stage(session: Told, file: DemoFile): Promise<Told>;
  publish(session: Told): Promise<Told>;
}

/** Speaks to an index as its user, or by another token. */
export function upload2({ index }: TestIndex, token: string | null = index.token): Upload2 {
  const meta = { "api-version": "2.0" };
  const it: Upload2 = {
    async send(method, url, document, headers = {}) {
      const answer = await fetch(url, {
        method,
        redirect: "manual",
        headers: {
          "content-type": TYPE,
          ...(token === null ? {} : { authorization: tokenHeader(token) }),
          ...headers,
        },
        ...(document === undefined
          ? {}
          : { body: document instanceof Uint8Array ? new Uint8Array(document) : JSON.stringify(document) }),
      });
      const text = await answer.text();
      const { status, statusText: reason } = answer;
      const json: unknown = text.startsWith("{") ? JSON.parse(text) : null;
      return { status, reason, headers: answer.headers, text, message: "", json };
    },
    create: (name = "Demo-Pkg", version = "1.0.0") =>
      it.send("POST", index.sessionsUrl ?? "", { meta, name, version }),
    announce: (session, file, more = {}) =>
      it.send("POST", session.json.links.upload, {
        meta,
        filename: file.fileName,
        size: file.bytes.length,
        hashes: { sha256: createHash("sha256").update(file.bytes).digest("hex") },
        mechanism: "http-post-bytes",
        ...more,
      }),
    async stage(session, file) {
      const made = await it.announce(session, file);
      if (made.status !== 202) return made;
      const sent = await it.send("POST", made.json.mechanism.file_url, file.bytes, {
        "content-type": "application/octet-stream",
      });
      return sent.status >= 300 ? sent : it.send("POST", made.json.links.complete, { meta });
    },
    publish: (session) => it.send("POST", session.json.links.publish, { meta }),
  };
  return it;
}
