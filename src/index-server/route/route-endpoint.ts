import type { OuterIndex } from "../../index-client/outer-index.ts";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { normalizeName } from "../../version/names.ts";
import type { IndexContext } from "../context.ts";
import { sendFile } from "../files-endpoint.ts";
import { errorReply, redirectReply } from "../http/replies.ts";
import { renderedPage } from "../simple/page-cache.ts";
import { projectPage, sortFiles, type PageFile, type ProjectPage } from "../simple/project-page.ts";
import { projectHtml, projectJson } from "../simple/render.ts";
import { isJson, pageReply, simpleType } from "../simple/simple-endpoint.ts";
import { withSlash } from "./upstream.ts";
import { refusedPageFile } from "./refused-files.ts";

/** An address prefix for installers. */
export interface Route {
  /** With a slash at both ends, for example `/route/1f3a-main/`. */
  readonly prefix: string;
  /** Whether rehearsed names are served here; a second outer index's route answers 404 to them. */
  readonly servesRehearsed: boolean;
  /** Where all other names come from; null: from nowhere. */
  readonly outer: OuterIndex | null;
}

/**
 * A name is either rehearsed, and then comes from here and from nowhere else, or it is not, and then comes from the
 * user's own index. No installer option mixes two indexes for one name. `path` is what follows the route's prefix.
 */
export async function routeEndpoint(
  request: ServerRequest,
  route: Route,
  path: string,
  context: IndexContext,
): Promise<ServerReply> {
  const [area = "", first = "", second = ""] = path.split("/").map(decodeURIComponent);
  const missing = errorReply(404, "Not Found", request.headers["accept"]);
  if (area === "file" && route.outer !== null) {
    const suffix = second.endsWith(".metadata") ? ".metadata" : "";
    return context.upstream.file(route.outer, first, suffix, request);
  }
  if (area !== "simple" || first === "") return missing;
  const name = normalizeName(first);
  if (name !== first || !path.endsWith("/")) return redirectReply(301, `${route.prefix}simple/${name}/`);
  if (isRehearsed(name, context)) {
    if (!route.servesRehearsed) return missing;
    return context.published === null
      ? rehearsedPage(request, name, context)
      : sendOn(context.published, name);
  }
  if (route.outer === null) return missing;
  if (route.outer.authorization) return context.upstream.page(route.outer, name, route.prefix, request);
  return sendOn(route.outer, name);
}

/** Not kept: the client's own cache of the outer index is the one that counts. */
function sendOn(outer: OuterIndex, name: string): ServerReply {
  return redirectReply(302, `${withSlash(outer.url)}${name}/`, { "cache-control": "no-store" });
}

/** `/refused/<sha256>/<name>`: a refused file, or the METADATA of a refused wheel. */
export async function refusedFileEndpoint(
  request: ServerRequest,
  path: string,
  context: IndexContext,
): Promise<ServerReply> {
  const [sha256 = "", name = ""] = path.split("/").map(decodeURIComponent);
  const file = context.refusedFiles.find(sha256, name);
  if (file !== null) return sendFile(request, file.path, file.sha256, context.ports.files);
  const wheel = name.endsWith(".metadata")
    ? context.refusedFiles.find(sha256, name.slice(0, -".metadata".length))
    : null;
  if (wheel === null || wheel.metadata === null)
    return errorReply(404, "Not Found", request.headers["accept"]);
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: wheel.metadata };
}

function isRehearsed(name: string, context: IndexContext): boolean {
  return (
    context.rehearsed.has(name) ||
    context.store.state.projects.has(name) ||
    context.refusedFiles.projects.has(name)
  );
}

/** Stored and refused files together; a refused one takes the place of a stored one of its name. */
function rehearsedPage(request: ServerRequest, name: string, context: IndexContext): ServerReply {
  const project = context.store.state.projects.get(name);
  const stored = project === undefined ? null : projectPage(project, request.origin);
  const files = new Map<string, PageFile>(stored?.files.map((file) => [file.fileName, file]));
  for (const file of context.refusedFiles.of(name))
    files.set(file.fileName, refusedPageFile(file, request.origin));
  const page: ProjectPage = {
    name,
    serial: stored?.serial ?? 0,
    status: stored?.status ?? "active",
    statusReason: stored?.statusReason ?? null,
    versions: [...new Set([...files.values()].map((file) => file.version))],
    files: sortFiles([...files.values()]),
  };
  const type = simpleType(request.headers["accept"]);
  const rendered = renderedPage(isJson(type) ? projectJson(page) : projectHtml(page));
  return pageReply(request, rendered, type, page.serial, "no-cache");
}
