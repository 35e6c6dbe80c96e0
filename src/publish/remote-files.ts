import { Buffer } from "node:buffer";
import type { HttpClient } from "../ports/http.ts";
import { normalizeName } from "../version/names.ts";
import type { PublishTarget } from "./target.ts";

const MAX_PAGE_BYTES = 64 * 1024 * 1024;

/**
 * What the index has of a project already: file name to sha256 (empty when the page tells none). Nothing known is an
 * empty map: then the upload itself finds out.
 */
export async function remoteFiles(
  target: PublishTarget,
  project: string,
  http: HttpClient,
): Promise<ReadonlyMap<string, string>> {
  if (target.simpleUrl === null || project === "") return new Map();
  try {
    const answer = await http.request({
      method: "GET",
      url: `${target.simpleUrl.replace(/\/+$/, "")}/${normalizeName(project)}/`,
      headers: { accept: "application/vnd.pypi.simple.v1+json", "cache-control": "no-cache" },
      maxBytes: MAX_PAGE_BYTES,
      timeoutMs: 30_000,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
    if (answer.status !== 200) return new Map();
    const page = JSON.parse(Buffer.from(answer.body).toString("utf8")) as {
      files?: readonly { filename?: unknown; hashes?: Readonly<Record<string, unknown>> }[];
    };
    const known = new Map<string, string>();
    for (const { filename, hashes } of page.files ?? []) {
      const sha256 = hashes?.["sha256"];
      if (typeof filename === "string") known.set(filename, typeof sha256 === "string" ? sha256 : "");
    }
    return known;
  } catch {
    return new Map();
  }
}
