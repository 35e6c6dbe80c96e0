import type { RequestHandler, ServerReply, ServerRequest } from "../ports/http.ts";
import type { IndexContext } from "./context.ts";
import { disturbed } from "./fault-modes.ts";
import { filesEndpoint } from "./files-endpoint.ts";
import { errorReply, redirectReply } from "./http/replies.ts";
import { integrityEndpoint } from "./integrity-endpoint.ts";
import { jsonApiEndpoint } from "./json-api.ts";
import { audienceEndpoint, burnEndpoint, mintEndpoint } from "./oidc/mint-endpoint.ts";
import { actionsEndpoint, jwksEndpoint, metadataEndpoint } from "./oidc/issuers.ts";
import { routeEndpoint, refusedFileEndpoint, type Route } from "./route/route-endpoint.ts";
import { simpleEndpoint } from "./simple/simple-endpoint.ts";
import { SESSIONS_PATH, STAGE_PATH } from "./sessions/addresses.ts";
import { sessionsEndpoint } from "./sessions/sessions-endpoint.ts";
import { stageEndpoint } from "./sessions/stage-endpoint.ts";
import { legacyEndpoint, missingSlash } from "./upload/legacy-endpoint.ts";

/** Where Google's machines ask for their identity. */
const METADATA_PATH = "/computeMetadata/v1/instance/service-accounts/default/identity";

type Endpoint = (
  request: ServerRequest,
  rest: string,
  context: IndexContext,
) => ServerReply | Promise<ServerReply>;

/** Addresses of the index, by prefix; the first that fits takes the request. `rest` is the path behind the prefix. */
const ENDPOINTS: readonly (readonly [prefix: string, methods: string, endpoint: Endpoint])[] = [
  ["/simple/", "GET HEAD", pageEndpoint],
  ["/files/", "GET HEAD", filesEndpoint],
  ["/refused/", "GET HEAD", refusedFileEndpoint],
  ["/legacy/", "GET HEAD POST", (request, _, context) => uploadEndpoint(request, context)],
  [SESSIONS_PATH, "GET POST DELETE", sessionsEndpoint],
  [STAGE_PATH, "GET HEAD", stageEndpoint],
  ["/pypi/", "GET HEAD", jsonApiEndpoint],
  ["/integrity/", "GET HEAD", integrityEndpoint],
  ["/_/oidc/audience", "GET", (_, __, context) => audienceEndpoint(context)],
  ["/_/oidc/mint-token", "POST", (request, _, context) => mintEndpoint(request, context)],
  ["/_/oidc/github/mint-token", "POST", (request, _, context) => mintEndpoint(request, context)],
  ["/_/oidc/burn-token", "POST", (request, _, context) => burnEndpoint(request, context)],
  ["/oidc/token", "GET", (request, _, context) => actionsEndpoint(request, context.issuers)],
  ["/oidc/jwks", "GET", (_, __, context) => jwksEndpoint("github", context.issuers)],
  [METADATA_PATH, "GET", (request, _, context) => metadataEndpoint(request, context.issuers)],
];

/** Answers every request of the index. */
export function createHandler(context: IndexContext, routes: readonly Route[]): RequestHandler {
  return async (request) => {
    try {
      return await dispatch(request, context, routes);
    } catch (error) {
      // A path that cannot be decoded names nothing.
      if (error instanceof URIError) return errorReply(404, "Not Found", request.headers["accept"]);
      throw error;
    }
  };
}

async function dispatch(
  request: ServerRequest,
  context: IndexContext,
  routes: readonly Route[],
): Promise<ServerReply> {
  const path = request.url.split(/[?#]/, 1)[0] ?? "/";
  const accept = request.headers["accept"];
  if (path === "/simple") return redirectReply(301, "/simple/");
  if (path === "/legacy") return missingSlash(request);
  const route = routes.find((candidate) => path.startsWith(candidate.prefix));
  if (route !== undefined) {
    if (!isOneOf(request.method, "GET HEAD")) return errorReply(405, "Method Not Allowed", accept);
    return routeEndpoint(request, route, path.slice(route.prefix.length), context);
  }
  for (const [prefix, methods, endpoint] of ENDPOINTS) {
    const fits = prefix.endsWith("/") ? path.startsWith(prefix) : path === prefix;
    if (!fits) continue;
    if (!isOneOf(request.method, methods)) return errorReply(405, "Method Not Allowed", accept);
    return endpoint(request, path.slice(prefix.length), context);
  }
  return errorReply(404, "Not Found", accept);
}

function pageEndpoint(request: ServerRequest, rest: string, context: IndexContext): ServerReply {
  if (rest !== "" && context.faults.isHidden())
    return errorReply(404, "Not Found", request.headers["accept"]);
  return simpleEndpoint(request, rest, context);
}

async function uploadEndpoint(request: ServerRequest, context: IndexContext): Promise<ServerReply> {
  const fault = request.method === "POST" ? context.faults.next() : null;
  const serve = (): Promise<ServerReply> => legacyEndpoint(request, context);
  return fault === null ? serve() : disturbed(fault, serve, request.headers["accept"]);
}

function isOneOf(method: string, methods: string): boolean {
  return methods.split(" ").includes(method);
}
