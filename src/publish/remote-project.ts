import { normalizeName } from "../version/names.ts";
import { askIndex, type AskPorts } from "./ask-index.ts";
import { authorization } from "./authorization.ts";
import { serverMessage, type IndexAnswer } from "./server-message.ts";
import { readSimplePage, type RemoteFile } from "../index-client/simple-page.ts";
import { demandSecure } from "./trusted-publishing.ts";
import type { PublishCredentials, UploadIndex } from "./target.ts";

const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const JSON_PAGE = "application/vnd.pypi.simple.v1+json";

/** What an index has of a project. `unreadable`: it tells nothing, so that only an upload finds out. */
export interface RemoteProject {
  readonly state: "known" | "absent" | "unreadable";
  readonly files: ReadonlyMap<string, RemoteFile>;
  /** Why it is unreadable. */
  readonly reason: string;
  /** The index's words to whoever may not read it; null where that was not the matter. */
  readonly forbidden: string | null;
}

/** As whom an index is asked: its credentials where it wants a token to read, or null for anybody. */
export type Reader = PublishCredentials | null;

/**
 * Asks an index what it has of a project, past every cache. Throws `publish/unreachable` when it does not answer, or
 * only that it cannot now: to send files to an index that could be asked a moment later would be a guess.
 */
export async function remoteProject(
  target: UploadIndex,
  reader: Reader,
  project: string,
  ports: AskPorts,
): Promise<RemoteProject> {
  // A token goes over TLS, or to this very machine.
  if (reader?.kind === "token") demandSecure(target);
  if (target.simpleUrl === null || project === "") return unreadable("its project pages are not known");
  let url = new URL(`${target.simpleUrl.replace(/\/+$/, "")}/${normalizeName(project)}/`);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await ask(url, target, reader, ports);
    const { location } = answer.headers;
    if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
      const next = URL.parse(location, url.href);
      if (next === null) return unreadable("it sends its readers on to no address at all");
      // An answer may not send our credentials, or our trust, somewhere else.
      if (next.origin !== url.origin && target.dialect.sendsOn) return known("absent");
      if (next.origin !== url.origin) return unreadable(`it sends its readers on to ${next.origin}`);
      url = next;
      continue;
    }
    if (answer.status === 404) return known("absent");
    if (answer.status !== 200) {
      const isForbidden = answer.status === 401 || answer.status === 403;
      const reason = `its project page answers ${answer.status}`;
      return unreadable(reason, isForbidden ? serverMessage(answer) : null);
    }
    const files = readSimplePage(answer.body, answer.headers["content-type"] ?? "");
    if (files === null) return unreadable("its project page is neither JSON nor HTML of the simple API");
    return known("known", files);
  }
  return unreadable("its project page redirects without end");
}

function ask(url: URL, target: UploadIndex, reader: Reader, ports: AskPorts): Promise<IndexAnswer> {
  const { dialect } = target;
  // PyPI's pages are public, and a token is shown to nobody who does not need it.
  const secret =
    !dialect.isPyPI && reader?.kind === "token"
      ? { authorization: authorization(reader.user ?? dialect.tokenUser, reader.token) }
      : {};
  const headers = { accept: `${JSON_PAGE}, text/html;q=0.1`, "cache-control": "no-cache", ...secret };
  const request = { method: "GET", url: url.href, headers, maxBytes: MAX_PAGE_BYTES };
  return askIndex(target, () => Promise.resolve(request), ports, isWholePage);
}

/** What calls itself a page of the index and cannot be read is no page of another kind: half of it was lost. */
function isWholePage({ status, headers, body }: IndexAnswer): boolean {
  const type = headers["content-type"] ?? "";
  return status !== 200 || !type.startsWith(JSON_PAGE) || readSimplePage(body, type) !== null;
}

function known(state: "known" | "absent", files: readonly RemoteFile[] = []): RemoteProject {
  return { state, files: new Map(files.map((file) => [file.fileName, file])), reason: "", forbidden: null };
}

function unreadable(reason: string, forbidden: string | null = null): RemoteProject {
  return { state: "unreadable", files: new Map(), reason, forbidden };
}
