import type { HttpClient } from "../ports/http.ts";
import { fault } from "../values/fault.ts";
import { normalizeName } from "../version/names.ts";
import { authorization } from "./authorization.ts";
import { readSimplePage, type RemoteFile } from "./simple-page.ts";
import type { PublishTarget } from "./target.ts";

const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const JSON_PAGE = "application/vnd.pypi.simple.v1+json";

/** What an index has of a project. `unreadable`: it tells nothing, so that only an upload finds out. */
export interface RemoteProject {
  readonly state: "known" | "absent" | "unreadable";
  readonly files: ReadonlyMap<string, RemoteFile>;
  /** Why it is unreadable. */
  readonly reason: string;
}

/**
 * Asks an index what it has of a project, past every cache. Throws `publish/unreachable` when it does not answer: to
 * send files to an index that cannot be asked would be a guess.
 */
export async function remoteProject(
  target: PublishTarget,
  project: string,
  http: HttpClient,
): Promise<RemoteProject> {
  if (target.simpleUrl === null || project === "") return unreadable("its project pages are not known");
  let url = new URL(`${target.simpleUrl.replace(/\/+$/, "")}/${normalizeName(project)}/`);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await ask(url, target, http);
    const { location } = answer.headers;
    if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
      const next = new URL(location, url);
      // An answer may not send our credentials, or our trust, somewhere else.
      if (next.origin !== url.origin) return unreadable(`it sends its readers on to ${next.origin}`);
      url = next;
      continue;
    }
    if (answer.status === 404) return { state: "absent", files: new Map(), reason: "" };
    if (answer.status !== 200) return unreadable(`its project page answers ${answer.status}`);
    const files = readSimplePage(answer.body, answer.headers["content-type"] ?? "");
    if (files === null) return unreadable("its project page is neither JSON nor HTML of the simple API");
    return { state: "known", files: new Map(files.map((file) => [file.fileName, file])), reason: "" };
  }
  return unreadable("its project page redirects without end");
}

async function ask(
  url: URL,
  target: PublishTarget,
  http: HttpClient,
): Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}> {
  const { credentials, dialect } = target;
  // PyPI's pages are public, and a token is shown to nobody who does not need it.
  const secret =
    !dialect.isPyPI && credentials.kind === "token"
      ? { authorization: authorization(credentials.user ?? dialect.tokenUser, credentials.token) }
      : {};
  try {
    return await http.request({
      method: "GET",
      url: url.href,
      headers: { accept: `${JSON_PAGE}, text/html;q=0.1`, "cache-control": "no-cache", ...secret },
      maxBytes: MAX_PAGE_BYTES,
      timeoutMs: 30_000,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
  } catch (error) {
    throw fault(
      "publish/unreachable",
      { index: target.title, reason: (error as Error).message },
      { cause: error },
    );
  }
}

function unreadable(reason: string): RemoteProject {
  return { state: "unreadable", files: new Map(), reason };
}
