import { createHash } from "node:crypto";
import type { HttpClient, ServerReply, ServerRequest } from "../../ports/http.ts";
import type { OuterIndex } from "../../index-client/outer-index.ts";
import { errorReply } from "../http/replies.ts";
import { absoluteLinks } from "./absolute-links.ts";

const MAX_REDIRECTS = 5;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const PASSED_ON = [
  "content-type",
  "content-length",
  "content-range",
  "accept-ranges",
  "etag",
  "last-modified",
];

/** Fetches from outer indexes for clients that must not know the credentials. */
export class Upstream {
  readonly #http: HttpClient;
  readonly #files = new Map<string, string>();

  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** The project page of an outer index, its links made absolute; links to the same host lead through here. */
  async page(outer: OuterIndex, name: string, route: string, request: ServerRequest): Promise<ServerReply> {
    const home = withSlash(outer.url);
    let url = `${home}${name}/`;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await this.#http.request({
        method: "GET",
        url,
        headers: { ...credentials(outer, url), accept: request.headers["accept"] ?? "text/html" },
        maxBytes: MAX_PAGE_BYTES,
      });
      const location = answer.headers["location"];
      if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
        url = new URL(location, url).href;
        continue;
      }
      const type = answer.headers["content-type"] ?? "text/html";
      const base = url;
      const body =
        answer.status === 200
          ? absoluteLinks(answer.body, type, base, (link) => this.#link(link, home, route, request.origin))
          : answer.body;
      return { status: answer.status, headers: { "content-type": type, "cache-control": "no-cache" }, body };
    }
    return errorReply(502, `the index of route ${outer.id} redirects in a loop`, request.headers["accept"]);
  }

  /** A file of an outer index, passed on as it arrives. `key` is from a link that this object made. */
  async file(outer: OuterIndex, key: string, suffix: string, request: ServerRequest): Promise<ServerReply> {
    const known = this.#files.get(key);
    if (known === undefined) return errorReply(404, "Not Found", request.headers["accept"]);
    const url = known + suffix;
    const range = request.headers["range"];
    const answer = await this.#http.open({
      method: request.method,
      url,
      headers: { ...credentials(outer, url), ...(range === undefined ? {} : { range }) },
    });
    const location = answer.headers["location"];
    const headers = Object.fromEntries(
      PASSED_ON.flatMap((name) => {
        const value = answer.headers[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    // Where the host keeps the bytes elsewhere, the client goes there by itself, without the credentials.
    if (location !== undefined) headers["location"] = new URL(location, url).href;
    return { status: answer.status, headers, body: answer.body };
  }

  #link(link: string, home: string, route: string, origin: string): string {
    const url = new URL(link);
    if (url.origin !== new URL(home).origin) return link;
    const { hash } = url;
    url.hash = "";
    const key = createHash("sha256").update(url.href).digest("hex").slice(0, 24);
    this.#files.set(key, url.href);
    const fileName = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
    return `${origin}${route}file/${key}/${fileName}${hash}`;
  }
}

/** An address with exactly one slash at its end. */
export function withSlash(url: string): string {
  return `${url.replace(/\/+$/, "")}/`;
}

function credentials(outer: OuterIndex, url: string): Readonly<Record<string, string>> {
  if (outer.authorization === undefined || outer.authorization === null) return {};
  // Never to another host, wherever a page or a redirect leads.
  if (new URL(url).origin !== new URL(outer.url).origin) return {};
  return { authorization: outer.authorization.reveal() };
}
