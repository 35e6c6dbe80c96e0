import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import type { IndexContext } from "../context.ts";
import { sendFile } from "../files-endpoint.ts";
import { errorReply, redirectReply } from "../http/replies.ts";
import { renderedPage } from "../simple/page-cache.ts";
import { pageFile, projectPage, sortFiles, type PageFile, type ProjectPage } from "../simple/project-page.ts";
import { listHtml, listJson, projectHtml, projectJson } from "../simple/render.ts";
import { isJson, pageReply, simpleType } from "../simple/simple-endpoint.ts";
import { STAGE_PATH } from "./addresses.ts";
import { currentFiles, isLive, type Session, type StagedFile } from "./session.ts";

const METADATA = ".metadata";

/**
 * The preview of a session (PEP 694): its project as it will be, for installers, without credentials. `rest` is
 * `TOKEN/simple/NAME/` or `TOKEN/files/ID/NAME`.
 */
export async function stageEndpoint(
  request: ServerRequest,
  rest: string,
  context: IndexContext,
): Promise<ServerReply> {
  const [token = "", area = "", first = "", second] = rest.split("/").map(decodeURIComponent);
  const session = await context.sessions.find(token);
  const missing = errorReply(404, "Not Found", request.headers["accept"]);
  if (session === null || !isLive(session) || context.faults.areStagesHidden) return missing;
  if (area === "files") return stagedBytes(request, session, first, second ?? "", context);
  if (area !== "simple") return missing;
  const type = simpleType(request.headers["accept"]);
  if (first === "") {
    const list = [{ name: session.name, normalized: session.project, serial: 0 }];
    const body = isJson(type) ? listJson(list, 0) : listHtml(list, 0);
    return pageReply(request, renderedPage(body), type, 0, "no-store");
  }
  if (first !== session.project) return missing;
  if (second === undefined) return redirectReply(301, `${STAGE_PATH}${token}/simple/${first}/`);
  const page = previewPage(session, request.origin, context);
  const body = isJson(type) ? projectJson(page) : projectHtml(page);
  return pageReply(request, renderedPage(body), type, 0, "no-store");
}

function previewPage(session: Session, origin: string, { store }: IndexContext): ProjectPage {
  const project = store.state.projects.get(session.project);
  const published = project === undefined ? null : projectPage(project, origin);
  const files = [
    ...(published?.files ?? []),
    ...completed(session).map((file) => staged(session, file, origin)),
  ];
  return {
    name: session.project,
    serial: 0,
    status: published?.status ?? "active",
    statusReason: published?.statusReason ?? null,
    versions: [...new Set([...(published?.versions ?? []), session.version])],
    files: sortFiles(files),
  };
}

function completed(session: Session): readonly StagedFile[] {
  return currentFiles(session).filter((file) => file.accepted !== null);
}

function staged(session: Session, staging: StagedFile, origin: string): PageFile {
  const { accepted } = staging;
  if (accepted === null) throw new Error("a completed file was not judged");
  const { file, info, metadata } = accepted;
  const requires = info["requires_python"];
  const url = `${origin}${STAGE_PATH}${session.token}/files/${staging.id}/${encodeURIComponent(file.fileName)}`;
  const sha256 = metadata === null ? null : createHash("sha256").update(metadata).digest("hex");
  const stored = {
    ...file,
    uploadTime: `${session.created.toISOString().slice(0, -1)}000Z`,
    metadataSha256: sha256,
  };
  return pageFile(stored, url, typeof requires === "string" ? requires : null);
}

function stagedBytes(
  request: ServerRequest,
  session: Session,
  id: string,
  name: string,
  { ports }: IndexContext,
): ServerReply | Promise<ServerReply> {
  const missing = errorReply(404, "Not Found", request.headers["accept"]);
  const file = session.files.get(id);
  if (file?.accepted == null) return missing;
  const { fileName, accepted } = file;
  if (name === fileName)
    return sendFile(request, join(file.folder, fileName), accepted.file.sha256, ports.files);
  if (name !== `${fileName}${METADATA}` || accepted.metadata === null) return missing;
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: accepted.metadata };
}
