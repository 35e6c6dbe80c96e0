import { fault } from "../../findings/fault.ts";
import { isOpen } from "../ask-index.ts";
import { serverMessage, type IndexAnswer } from "../server-message.ts";
import type { PublishPorts } from "../upload-file.ts";
import { readSession, type PublishingSession } from "./session-documents.ts";
import {
  ATTEMPTS,
  isWholeDocument,
  sendUntilAnswered,
  trySending,
  type SessionAccess,
} from "./session-requests.ts";

/** A publication that the index refused, and why. */
export interface RefusedPublication {
  readonly status: number;
  readonly words: string;
}

/**
 * The session of a release: a new one, or the one that is there (PEP 694: 409 with its address). So a run that was killed
 * is continued from any machine, and its session need not be written down anywhere. Throws `publish/session-refused`.
 */
export async function openSession(
  release: { readonly project: string; readonly version: string },
  access: SessionAccess,
  ports: PublishPorts,
): Promise<PublishingSession> {
  const { index } = access;
  const document = { name: release.project, version: release.version };
  const request = { method: "POST", url: index.sessions ?? "", document } as const;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = await sendUntilAnswered(request, access, ports, isWholeDocument);
    if (answer.status === 201 || answer.status === 200) return readSession(answer, index);
    const { location } = answer.headers;
    const url =
      answer.status === 409 && location !== undefined ? URL.parse(location, index.sessions ?? "") : null;
    if (url === null || url.origin !== new URL(index.sessions ?? "").origin)
      throw refusedSession("opens no session for this release", answer, access);
    const there = await lookAtSession(url.href, access, ports);
    if (there !== null && there.status !== "canceled" && there.status !== "published") return there;
  }
  throw fault("publish/unreachable", { index: index.title, reason: "its session ended repeatedly" });
}

/** A session as it is now; null: it does not exist any more. */
export async function lookAtSession(
  url: string,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<PublishingSession | null> {
  const answer = await sendUntilAnswered({ method: "GET", url }, access, ports, isWholeDocument);
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status !== 200) throw refusedSession("does not show the session", answer, access);
  return readSession(answer, access.index);
}

/**
 * Makes a session public. Null: it was asked for, and the session tells when it is done. After a lost answer the session
 * decides, not a second request.
 */
export async function requestPublication(
  session: PublishingSession,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<RefusedPublication | null> {
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const request = { method: "POST", url: session.publishUrl, document: {} } as const;
    const answer = await trySending(request, attempt, access, ports);
    if (!("lost" in answer) && answer.status >= 200 && answer.status < 300) return null;
    last = "lost" in answer ? answer.lost : "";
    const now = await lookAtSession(session.url, access, ports);
    // An index that forgot a session may have published it: its page decides.
    if (now === null || now.status === "published" || now.status === "processing") return null;
    if (!("lost" in answer)) return { status: answer.status, words: serverMessage(answer) };
  }
  throw fault("publish/unreachable", { index: access.index.title, reason: last });
}

/** Ends a session without a publication. False: it cannot be known whether it is gone. */
export async function cancelSession(
  session: PublishingSession,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<boolean> {
  const answer = await sendUntilAnswered({ method: "DELETE", url: session.url }, access, ports);
  return (answer.status >= 200 && answer.status < 300) || answer.status === 404 || answer.status === 410;
}

/** The fault of an answer that is no answer to a session's request. */
export function refusedSession(what: string, answer: IndexAnswer, { index, token }: SessionAccess): Error {
  const words = `${answer.status} ${serverMessage(answer)}`.trim();
  if (answer.status === 401 || answer.status === 403)
    return fault("auth/session-refused", { index: index.title, what, words, user: token.user });
  if (isOpen(answer.status)) return fault("publish/unreachable", { index: index.title, reason: words });
  return fault("publish/session-refused", { index: index.title, what, words });
}
