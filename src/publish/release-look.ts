import { createHash } from "node:crypto";
import { isFileOf } from "../distribution/file-names.ts";
import type { RemoteFile } from "../index-client/simple-page.ts";
import type { Ports } from "../ports/ports.ts";
import {
  readingHeaders,
  remoteProject,
  type Reader,
  type RemoteProject,
  type UnreadFile,
} from "./remote-project.ts";
import type { UploadIndex } from "./target.ts";

/** What looking takes from outside. */
export type LookPorts = Pick<Ports, "http" | "clock" | "random" | "pause" | "signal">;

const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 60_000;

/**
 * Looks at what an index has of a release, any number of times. Files of it that the page lists without a SHA-256 are
 * downloaded and hashed, once each: without a digest nobody can tell them from ours. Throws `publish/unreachable`.
 */
export function releaseLook(
  target: UploadIndex,
  reader: Reader,
  { project, version }: { readonly project: string; readonly version: string },
  ports: LookPorts,
): () => Promise<RemoteProject> {
  const hashes = new Map<string, string>();
  return async () => {
    const remote = await remoteProject(target, reader, project, ports);
    const files = new Map(remote.files);
    const unhashed = new Map<string, UnreadFile>();
    for (const file of remote.files.values()) {
      if (file.sha256 !== "" || !isFileOf(file.fileName, version)) continue;
      const key = `${file.fileName} ${file.address} ${file.size} ${String(file.uploadTime)}`;
      const hash = hashes.get(key) ?? (await hashOf(file, remote.address, target, reader, ports));
      if (typeof hash === "string") {
        hashes.set(key, hash);
        files.set(file.fileName, { ...file, sha256: hash });
      } else unhashed.set(file.fileName, hash);
    }
    return { ...remote, files, unhashed };
  };
}

/** The SHA-256 of what the index gives for a file; else why there is none. */
async function hashOf(
  file: RemoteFile,
  page: string | null,
  target: UploadIndex,
  reader: Reader,
  ports: LookPorts,
): Promise<string | UnreadFile> {
  const hash = createHash("sha256");
  const why = await readRemoteFile(file, page, target, reader, ports, async (body) => {
    for await (const chunk of body) hash.update(chunk);
  });
  return why ?? hash.digest("hex");
}

/** Reads the bytes of a file from where the page says they are. Null: they were read; else why not. */
export async function readRemoteFile(
  { address }: Pick<RemoteFile, "address">,
  page: string | null,
  target: UploadIndex,
  reader: Reader,
  ports: LookPorts,
  read: (body: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<UnreadFile | null> {
  const unread = (reason: string, isGone = false): UnreadFile => ({ reason, isGone });
  let url = address === null || page === null ? null : URL.parse(address, page);
  if (url === null || page === null) return unread("the page has no URL for it", true);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    if (!/^https?:$/.test(url.protocol)) return unread(`${url.href} is not a server URL`, true);
    // Credentials are shown to the origin of the page alone.
    const headers = url.origin === new URL(page).origin ? readingHeaders(target, reader) : {};
    try {
      const answer = await ports.http.open({
        method: "GET",
        url: url.href,
        headers,
        timeoutMs: TIMEOUT_MS,
        signal: ports.signal,
        ...(target.ca === undefined ? {} : { ca: target.ca }),
      });
      if (answer.status === 200) {
        await read(answer.body);
        return null;
      }
      for await (const chunk of answer.body) void chunk;
      const next = URL.parse(answer.headers["location"] ?? "", url.href);
      if (answer.status < 300 || answer.status >= 400 || next === null)
        return unread(`${url.href} answers ${answer.status}`, answer.status === 404 || answer.status === 410);
      url = next;
    } catch (error) {
      ports.signal.throwIfAborted();
      return unread(`${url.href}: ${(error as Error).message}`);
    }
  }
  return unread(`${url.href} redirects in a loop`);
}
