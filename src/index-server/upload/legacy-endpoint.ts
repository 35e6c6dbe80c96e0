import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { MultipartError } from "../http/multipart.ts";
import { errorReply, redirectReply } from "../http/replies.ts";
import type { IndexContext } from "../context.ts";
import { SESSIONS_PATH } from "../sessions/addresses.ts";
import { UPLOAD_2_RELATION } from "../../index-client/upload-2.ts";
import { handleUpload } from "./handle-upload.ts";
import { readCredentials } from "./authorization.ts";
import { parseUpload, type ParsedUpload } from "./parse-upload.ts";

const UPLOAD_PAGE = `<!DOCTYPE html><html><head><title>Upload</title></head><body><p>This address takes uploads by POST, from twine, uv, shipwheel and their like.</p></body></html>`;

const GONE: Readonly<Record<string, string>> = {
  submit: "Project pre-registration is no longer required or supported, upload your files instead.",
  submit_pkg_info: "Project pre-registration is no longer required or supported, upload your files instead.",
  doc_upload: "Uploading documentation is no longer supported, we recommend using https://readthedocs.org/.",
};

/** `POST /legacy`, without the slash. */
export function missingSlash(request: ServerRequest): ServerReply {
  const message =
    "An upload was attempted to /legacy but the expected upload URL is /legacy/ (with a trailing slash)";
  const reply = errorReply(308, message, request.headers["accept"]);
  return { ...reply, headers: { ...reply.headers, ...redirectReply(308, "/legacy/").headers } };
}

/** `/legacy/`: the upload API; whatever is no upload gets a page that says so. */
export async function legacyEndpoint(request: ServerRequest, context: IndexContext): Promise<ServerReply> {
  const page: ServerReply = {
    status: 200,
    headers: { "content-type": "text/html; charset=UTF-8", ...announcement(request, context) },
    body: UPLOAD_PAGE,
  };
  if (request.method !== "POST") return page;
  const accept = request.headers["accept"];
  let upload: ParsedUpload;
  try {
    const { settings, store } = context;
    upload = await parseUpload(
      request,
      { directory: store.incoming, maxFileBytes: settings.maxFileBytes },
      context.ports,
    );
  } catch (error) {
    if (error instanceof MultipartError) return errorReply(400, `Malformed upload: ${error.message}`, accept);
    throw error;
  }
  try {
    const query = new URL(request.url, request.origin).searchParams.get(":action");
    const action = query ?? upload.fields.last(":action") ?? "";
    const gone = GONE[action];
    if (gone !== undefined) return errorReply(410, gone, accept);
    // PyPI has a route for uploads with this action and for nothing else that is posted here.
    return action === "file_upload"
      ? await judge(request, upload, context)
      : errorReply(404, "Not Found", accept);
  } finally {
    if (upload.content !== null) await context.ports.files.remove(upload.content.path);
  }
}

/** Where this index has its Upload 2.0 API, for clients that look whether it has one. */
function announcement(request: ServerRequest, { settings }: IndexContext): Readonly<Record<string, string>> {
  return settings.sessions === "none"
    ? {}
    : { link: `<${request.origin}${SESSIONS_PATH}>; rel="${UPLOAD_2_RELATION}"` };
}

async function judge(
  request: ServerRequest,
  upload: ParsedUpload,
  context: IndexContext,
): Promise<ServerReply> {
  const verdict = await context.exclusively(() =>
    handleUpload(
      {
        ...upload,
        credentials: readCredentials(request.headers["authorization"], context.tokens),
        settings: context.settings,
        links: context.links(request.origin),
        state: context.store.state,
        now: context.ports.clock.now(),
        renderer: context.renderer,
        attestations: context.attestations,
        reservations: context.sessions,
      },
      context.store,
      context.ports.files,
    ),
  );
  context.noteUpload(request, upload.content?.fileName ?? null, verdict);
  if (verdict.kind !== "refused")
    return { status: 200, headers: { "content-type": "text/html; charset=UTF-8" } };
  return errorReply(verdict.refusal.status, verdict.refusal.message, request.headers["accept"]);
}
