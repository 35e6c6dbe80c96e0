import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A record as OSV's service gives it. */
export interface OsvRecord {
  readonly id: string;
  readonly modified?: string;
  readonly [key: string]: unknown;
}

/** What a played OSV holds. */
export interface PlayedOsvOptions {
  readonly records: readonly OsvRecord[];
  /** The ids that the service matches, by `name version`: the matching is the service's own and no affair of ours. */
  readonly matches: Readonly<Record<string, readonly string[]>>;
  /** Results of one page. */
  readonly pageSize?: number;
  /** Answers all requests with this status. */
  readonly status?: number;
  /** Answers every request with this text. */
  readonly body?: string;
}

/** A running one. */
export interface PlayedOsv extends AsyncDisposable {
  readonly address: string;
  /** Method, path and number of queries of each request. */
  readonly asked: string[];
}

interface Query {
  readonly package?: { readonly name?: string; readonly ecosystem?: string; readonly purl?: string };
  readonly version?: string;
  readonly page_token?: string;
}

/** OSV's three calls, in the form that its documentation and its source give them. */
export async function playedOsv(options: PlayedOsvOptions): Promise<PlayedOsv> {
  const { records, matches, pageSize = 1000 } = options;
  const asked: string[] = [];
  const byId = new Map(records.map((each) => [each.id, each]));
  const matched = (query: Query): readonly string[] =>
    query.package?.ecosystem === "PyPI" ? (matches[`${query.package.name} ${query.version}`] ?? []) : [];
  const page = (query: Query): { readonly ids: readonly string[]; readonly next?: string } => {
    const from = Number(query.page_token ?? 0);
    const all = matched(query);
    const ids = all.slice(from, from + pageSize);
    return from + pageSize < all.length ? { ids, next: String(from + pageSize) } : { ids };
  };
  const answer = (method: string, path: string, body: string): readonly [number, unknown] => {
    if (method === "GET" && path.startsWith("/v1/vulns/")) {
      const found = byId.get(decodeURIComponent(path.slice("/v1/vulns/".length)));
      return found === undefined ? [404, { code: 5, message: "Bug not found." }] : [200, found];
    }
    const given = JSON.parse(body) as Query & { readonly queries?: readonly Query[] };
    if (path === "/v1/query") {
      const { ids, next } = page(given);
      if (ids.length === 0) return [200, {}];
      return [
        200,
        { vulns: ids.map((id) => byId.get(id)), ...(next === undefined ? {} : { next_page_token: next }) },
      ];
    }
    const { queries = [] } = given;
    if (queries.length > 1000) return [400, { code: 3, message: "too many queries" }];
    const results = queries.map((query) => {
      const { ids, next } = page(query);
      if (ids.length === 0) return {};
      return {
        vulns: ids.map((id) => ({ id, modified: byId.get(id)?.modified })),
        ...(next === undefined ? {} : { next_page_token: next }),
      };
    });
    return [200, { results }];
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = new URL(request.url ?? "/", "http://osv.invalid").pathname;
      const method = request.method ?? "GET";
      const count =
        path === "/v1/querybatch" ? ` ${(JSON.parse(body) as { queries: unknown[] }).queries.length}` : "";
      asked.push(`${method} ${path}${count}`);
      const [status, value] =
        options.status === undefined ? answer(method, path, body) : [options.status, {}];
      response.writeHead(status, { "content-type": "application/json" });
      response.end(options.body ?? JSON.stringify(value));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
