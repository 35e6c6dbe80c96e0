import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { normalizeName } from "../../version/names.ts";
import type { IndexContext } from "../context.ts";
import { acceptableOffers } from "../http/negotiate.ts";
import { errorReply, redirectReply } from "../http/replies.ts";
import type { RenderedPage } from "./page-cache.ts";
import { projectPage } from "./project-page.ts";
import { listHtml, listJson, projectHtml, projectJson, SIMPLE_TYPES, type SimpleType } from "./render.ts";

/** `/simple/` and `/simple/<name>/` as PyPI serves them; `path` is what follows `/simple/`. */
export function simpleEndpoint(request: ServerRequest, path: string, context: IndexContext): ServerReply {
  const { state } = context.store;
  const type = simpleType(request.headers["accept"]);
  if (path === "") {
    const projects = [...state.projects.values()].sort((a, b) => (a.normalized < b.normalized ? -1 : 1));
    const page = context.pages.get(`list ${type}`, state.serial, () =>
      isJson(type) ? listJson(projects, state.serial) : listHtml(projects, state.serial),
    );
    return pageReply(request, page, type, state.serial, "max-age=600, public");
  }
  const name = path.endsWith("/") ? path.slice(0, -1) : path;
  const normalized = normalizeName(name);
  if (normalized !== name || !path.endsWith("/")) return redirectReply(301, `/simple/${normalized}/`);
  const project = state.projects.get(normalized);
  if (project === undefined) return errorReply(404, "Not Found", request.headers["accept"]);
  const key = `${request.origin} ${type} ${normalized}`;
  const page = context.pages.get(key, state.serial, () => {
    const model = projectPage(project, request.origin);
    return isJson(type) ? projectJson(model) : projectHtml(model);
  });
  return pageReply(request, page, type, project.serial, "max-age=600, public");
}

/** The format that the client wants; nothing acceptable is answered with HTML, never with 406. */
export function simpleType(accept: string | undefined): SimpleType {
  return acceptableOffers(accept, SIMPLE_TYPES)[0] ?? "text/html";
}

/** Whether a format is the JSON one. */
export function isJson(type: SimpleType): boolean {
  return type === "application/vnd.pypi.simple.v1+json";
}

/** A page with its validators, or 304 when the client has it. */
export function pageReply(
  request: ServerRequest,
  page: RenderedPage,
  type: SimpleType,
  serial: number,
  cacheControl: string,
): ServerReply {
  const headers = {
    "access-control-allow-origin": "*",
    "cache-control": cacheControl,
    etag: page.etag,
    vary: "Accept, Accept-Encoding",
    "x-pypi-last-serial": String(serial),
  };
  if (hasEtag(request.headers["if-none-match"], page.etag)) return { status: 304, headers };
  const contentType = type === "text/html" ? "text/html; charset=UTF-8" : type;
  return { status: 200, headers: { "content-type": contentType, ...headers }, body: page.body };
}

function hasEtag(sent: string | undefined, etag: string): boolean {
  if (sent === undefined) return false;
  return sent.split(",").some((item) => item.trim().replace(/^W\//, "") === etag || item.trim() === "*");
}
