import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { parseVersion } from "../../version/pep440.ts";
import { isValidName } from "../../version/names.ts";
import type { IndexContext } from "../context.ts";
import { errorReply } from "../http/replies.ts";
import { sessionUrl } from "./addresses.ts";
import { createFile, fileSession } from "./file-endpoint.ts";
import { Problem, readDocument, uploadReply } from "./messages.ts";
import { publishSession } from "./publish-session.ts";
import { authenticated, demandPermission } from "./session-authorization.ts";
import { sessionDocument } from "./session-document.ts";
import { isEditable, type Session } from "./session.ts";

/** The Upload 2.0 API (PEP 694) below its root endpoint; `rest` is the path behind that. */
export async function sessionsEndpoint(
  request: ServerRequest,
  rest: string,
  context: IndexContext,
): Promise<ServerReply> {
  if (context.settings.sessions === "none") return errorReply(404, "Not Found", request.headers["accept"]);
  try {
    return await answer(request, rest.split("/"), context);
  } catch (error) {
    if (error instanceof Problem) return error.reply;
    throw error;
  }
}

async function answer(
  request: ServerRequest,
  [token = "", area = "", id = "", act = "", ...more]: readonly string[],
  context: IndexContext,
): Promise<ServerReply> {
  const identity = authenticated(request, context);
  const { method } = request;
  if (token === "") {
    if (method !== "POST") throw new Problem(405, "Method Not Allowed", { headers: { allow: "POST" } });
    return create(request, context);
  }
  const session = await context.sessions.find(token);
  if (session === null || more.length > 0) throw new Problem(404, "No such session");
  demandPermission(identity, session.name, request, context);
  const asked = `${method} ${id === "" ? area : `${area}/`}`;
  switch (asked) {
    case "GET ":
      return uploadReply(200, sessionDocument(session, request.origin));
    case "DELETE ":
      return cancel(session, context);
    case "POST publish":
      await readDocument(request);
      return publishSession(session, request, context);
    case "POST extend":
      return extend(session, request, context);
    case "POST files":
      return createFile(session, request, context);
    default:
      if (area === "files" && id !== "") return fileSession(session, id, act, identity, request, context);
      throw new Problem(["", "publish", "extend", "files"].includes(area) ? 405 : 404, "Not Found");
  }
}

async function create(request: ServerRequest, context: IndexContext): Promise<ServerReply> {
  const { name, version } = await readDocument(request);
  if (typeof name !== "string" || !isValidName(name))
    throw new Problem(400, "name is not a valid project name");
  if (typeof version !== "string" || parseVersion(version) === null)
    throw new Problem(400, "version is not a valid version (PEP 440)");
  const identity = authenticated(request, context);
  // One change after the other: two clients at once get one session.
  return context.exclusively(async () => {
    demandPermission(identity, name, request, context);
    const there = await context.sessions.live(name, version);
    if (there !== null) {
      const location = sessionUrl(there, request.origin);
      throw new Problem(409, `There is a session for ${there.name} ${there.version} already`, {
        headers: { location },
      });
    }
    const session = context.sessions.create(name, version, identity);
    return uploadReply(201, sessionDocument(session, request.origin), {
      location: sessionUrl(session, request.origin),
    });
  });
}

async function cancel(session: Session, context: IndexContext): Promise<ServerReply> {
  if (!isEditable(session)) throw new Problem(409, `The session is ${session.status} and cannot be canceled`);
  await context.sessions.cancel(session);
  return { status: 204, headers: {} };
}

async function extend(session: Session, request: ServerRequest, context: IndexContext): Promise<ServerReply> {
  const seconds = (await readDocument(request))["extend-for"];
  if (typeof seconds !== "number") throw new Problem(400, "extend-for must be a number of seconds");
  if (!isEditable(session)) throw new Problem(409, `The session is ${session.status}`);
  session.expires = context.sessions.extended(session.expires, seconds, session.created);
  for (const file of session.files.values()) file.expires = session.expires;
  return uploadReply(200, sessionDocument(session, request.origin));
}
