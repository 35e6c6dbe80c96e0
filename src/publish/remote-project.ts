import { Buffer } from "node:buffer";
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
  /** The address of the page that was asked for; null where none is known. */
  readonly address: string | null;
  /** Why it is unreadable: which address answered what. */
  readonly reason: string;
  /** The index's words to whoever may not read it; null where that was not the matter. */
  readonly forbidden: string | null;
  /** Why the bytes of files that the page lists without a SHA-256 could not be hashed either. */
  readonly unhashed: ReadonlyMap<string, UnreadFile>;
}

/** A file of a page that could not be downloaded. */
export interface UnreadFile {
  readonly reason: string;
  /** Whether nobody can download it: its link is none, or leads to nothing. */
  readonly isGone: boolean;
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
  if (target.simpleUrl === null || project === "") return unreadable(null, "its project pages are not known");
  const name = normalizeName(project);
  let url = new URL(`${target.simpleUrl.replace(/\/+$/, "")}/${name}/`);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await ask(url, target, reader, ports);
    const { status, headers, body } = answer;
    const { location } = headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      const next = URL.parse(location, url.href);
      if (next === null) return unreadable(url, "redirects without a URL");
      // An answer may not send our credentials, or our trust, somewhere else.
      if (next.origin !== url.origin && target.dialect.sendsOn) return known("absent", url);
      if (next.origin !== url.origin) return unreadable(url, `redirects to ${next.origin}`);
      url = next;
      continue;
    }
    if (status === 404) return known("absent", url);
    if (status !== 200) {
      const isForbidden = status === 401 || status === 403;
      return unreadable(url, `answers ${status}`, isForbidden ? serverMessage(answer) : null);
    }
    const page = readSimplePage(body, headers["content-type"] ?? "", name);
    const problem = "problem" in page ? page.problem : contradiction(page.files);
    return problem === null && "files" in page
      ? known("known", url, page.files)
      : unreadable(url, problem ?? "tells nothing");
  }
  return unreadable(url, "redirects in a loop");
}

/** One name with two digests: an installer may take either, so that the page proves neither. */
function contradiction(files: readonly RemoteFile[]): string | null {
  const digests = new Map<string, string>();
  for (const { fileName, sha256 } of files.filter((file) => file.sha256 !== "")) {
    const other = digests.get(fileName);
    if (other !== undefined && other !== sha256)
      return `lists ${fileName} twice, with different digests (${other}, ${sha256})`;
    digests.set(fileName, sha256);
  }
  return null;
}

/** The headers that show credentials to an index that wants them to read; PyPI's pages are public, and a token is shown to nobody who does not need it. */
export function readingHeaders(
  { dialect }: Pick<UploadIndex, "dialect">,
  reader: Reader,
): Readonly<Record<string, string>> {
  return !dialect.isPyPI && reader?.kind === "token"
    ? { authorization: authorization(reader.user ?? dialect.tokenUser, reader.token) }
    : {};
}

function ask(url: URL, target: UploadIndex, reader: Reader, ports: AskPorts): Promise<IndexAnswer> {
  const accept = `${JSON_PAGE}, text/html;q=0.1`;
  const headers = { accept, "cache-control": "no-cache", ...readingHeaders(target, reader) };
  const request = { method: "GET", url: url.href, headers, maxBytes: MAX_PAGE_BYTES };
  return askIndex(target, () => Promise.resolve(request), ports, isWholePage);
}

/** What calls itself a page of the index and is no JSON is no page of another kind: half of it was lost. */
function isWholePage({ status, headers, body }: IndexAnswer): boolean {
  if (status !== 200 || !(headers["content-type"] ?? "").startsWith(JSON_PAGE)) return true;
  try {
    JSON.parse(Buffer.from(body).toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

function known(state: "known" | "absent", { href }: URL, files: readonly RemoteFile[] = []): RemoteProject {
  const byName = new Map(files.map((file) => [file.fileName, file]));
  return { state, files: byName, address: href, reason: "", forbidden: null, unhashed: new Map() };
}

function unreadable(url: URL | null, what: string, forbidden: string | null = null): RemoteProject {
  const reason = url === null ? what : `${url.href} ${what}`;
  const nothing = { files: new Map(), unhashed: new Map() } as const;
  return { state: "unreadable", address: url?.href ?? null, reason, forbidden, ...nothing };
}
