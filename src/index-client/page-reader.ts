import type { Ports } from "../ports/ports.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import type { OuterIndex } from "./outer-index.ts";
import { readSimplePage, type RemoteFile, type SimplePage } from "./simple-page.ts";

const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;
const ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.1";

/** What reading an index takes from outside. */
export type ReaderPorts = Pick<Ports, "http" | "signal">;

/** A project page of an index. */
export interface ProjectPage extends SimplePage {
  /** Where it was found, after every redirect. */
  readonly url: string;
}

/** Reads project pages and files of one index, its credentials shown to nobody else. */
export interface PageReader {
  /** Null: there is no such project. Throws when the index cannot be read. */
  project(name: string): Promise<ProjectPage | null>;
  /** Hands over the bytes of a file of the page. Throws when they do not come. */
  download(
    page: ProjectPage,
    file: RemoteFile,
    take: (body: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<void>;
}

/** A reader of an index that the user installs from. */
export async function pageReader(
  { url: root, authorization }: OuterIndex,
  { certificate }: Pick<IndexConfiguration, "certificate">,
  ports: ReaderPorts & Pick<Ports, "files">,
): Promise<PageReader> {
  const ca = certificate === null ? null : await ports.files.readText(certificate).catch(() => null);
  const home = new URL(`${root.replace(/\/+$/, "")}/`);
  const secret = authorization?.reveal() ?? null;
  const request = (
    url: URL,
    accept: string,
  ): {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
    readonly ca?: string;
  } => ({
    method: "GET",
    url: url.href,
    headers: {
      accept,
      ...(secret === null || url.origin !== home.origin ? {} : { authorization: secret }),
    },
    timeoutMs: TIMEOUT_MS,
    signal: ports.signal,
    ...(ca === null ? {} : { ca }),
  });
  return {
    async project(name) {
      let url = new URL(`${name}/`, home);
      for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
        const answer = await ports.http.request({ ...request(url, ACCEPT), maxBytes: MAX_PAGE_BYTES });
        const next = redirect(answer, url);
        if (next !== null) {
          url = next;
          continue;
        }
        if (answer.status === 404) return null;
        const type = answer.headers["content-type"] ?? "";
        const page =
          answer.status === 200 ? readSimplePage(answer.body, type, name) : { problem: answer.status };
        if ("problem" in page)
          throw new Error(`the project page of ${name} cannot be read (${page.problem})`);
        return { url: url.href, ...page };
      }
      throw new Error("the index redirects in a loop");
    },
    async download(page, { fileName, address }, take) {
      let url = address === null ? null : URL.parse(address, page.url);
      if (url === null) throw new Error(`the index tells no address of ${fileName}`);
      for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
        if (!/^https?:$/.test(url.protocol)) throw new Error(`${url.href} is no address of a server`);
        const answer = await ports.http.open(request(url, "application/octet-stream"));
        if (answer.status === 200) return take(answer.body);
        for await (const chunk of answer.body) void chunk;
        const next: URL | null = redirect(answer, url);
        if (next === null) throw new Error(`${url.href} answers ${answer.status}`);
        url = next;
      }
      throw new Error("the index redirects in a loop");
    },
  };
}

function redirect(
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  from: URL,
): URL | null {
  const { location } = headers;
  return status >= 300 && status < 400 && location !== undefined ? new URL(location, from) : null;
}
