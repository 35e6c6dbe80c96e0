import { PARTS_MECHANISM, POST_MECHANISM } from "../../index-client/upload-2.ts";
import type { FormField } from "../../distribution/acceptance/file-form.ts";
import { fault } from "../../findings/fault.ts";
import { serverMessage, type IndexAnswer } from "../server-message.ts";
import type { PublishPorts } from "../upload-file.ts";
import type { Uploadable } from "../upload-form.ts";
import { readFileUpload, type FileUpload, type PublishingSession } from "./session-documents.ts";
import {
  ATTEMPTS,
  isWholeDocument,
  sendUntilAnswered,
  trySending,
  type SessionAccess,
} from "./session-requests.ts";
import { lookAtSession } from "./sessions.ts";

/** How staging a file ended. */
export type StagedOutcome =
  | { readonly outcome: "staged" }
  | { readonly outcome: "refused"; readonly status: number; readonly words: string };

/** A larger file goes in parts of this size, where the index takes parts: what breaks off is not sent again. */
const PART_BYTES = 16 * 1024 * 1024;
/** Seconds for which an index may process a file. */
const PATIENCE = 600;

/**
 * Brings a file into a session: announced, sent, completed. What is there under its name is deleted first, for a file
 * upload cannot be mended (PEP 694). After a lost answer the file's own status decides.
 */
export async function stageFile(
  session: PublishingSession,
  file: Uploadable,
  fields: readonly FormField[],
  access: SessionAccess,
  ports: PublishPorts,
): Promise<StagedOutcome> {
  let last = "";
  let there = session.files.get(file.fileName)?.link ?? null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (there !== null) await deleteFile(there, access, ports);
    const announced = await announce(session, file, attempt, access, ports);
    if ("lost" in announced) last = announced.lost;
    else if (announced.status === 202 && isWholeDocument(announced)) {
      const upload = readFileUpload(announced, access.index);
      const sent = await sendAll(upload, file, fields, access, ports);
      if (!("lost" in sent)) return sent;
      last = sent.lost;
    } else if (announced.status !== 409 && announced.status >= 300) return refused(announced);
    const now = await lookAtSession(session.url, access, ports);
    there = now?.files.get(file.fileName)?.link ?? null;
    // Nothing of it is in the session: the name is taken outside of it.
    if (!("lost" in announced) && announced.status === 409 && there === null) return refused(announced);
  }
  throw fault(
    "publish/unreachable",
    { index: access.index.title, reason: last },
    { details: { file: file.fileName } },
  );
}

function refused(answer: IndexAnswer): StagedOutcome {
  return { outcome: "refused", status: answer.status, words: serverMessage(answer) };
}

function announce(
  session: PublishingSession,
  file: Uploadable,
  attempt: number,
  access: SessionAccess,
  ports: PublishPorts,
): ReturnType<typeof trySending> {
  const inParts = file.size > PART_BYTES && session.mechanisms.includes(PARTS_MECHANISM);
  const document = {
    filename: file.fileName,
    size: file.size,
    hashes: { sha256: file.digests.sha256 },
    mechanism: inParts ? PARTS_MECHANISM : POST_MECHANISM,
  };
  return trySending({ method: "POST", url: session.uploadUrl, document }, attempt, access, ports);
}

/** Takes a file out of a session; one that is being processed is waited for. */
export async function deleteFile(link: string, access: SessionAccess, ports: PublishPorts): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += 1) {
    const answer = await sendUntilAnswered({ method: "DELETE", url: link }, access, ports);
    if (answer.status !== 409) return;
    await ports.pause(1);
  }
}

/** The bytes, the attestations, the end. `lost`: the file has to be begun anew. */
async function sendAll(
  upload: FileUpload,
  file: Uploadable,
  fields: readonly FormField[],
  access: SessionAccess,
  ports: PublishPorts,
): Promise<StagedOutcome | { readonly lost: string }> {
  const bytes =
    upload.partsUrl === null
      ? await sendWhole(upload, file, access, ports)
      : await sendParts(upload, upload.partsUrl, file, access, ports);
  if (bytes !== null) return bytes;
  const attestations = fields.find(([name]) => name === "attestations")?.[1];
  if (attestations !== undefined && upload.attestationsUrl !== null) {
    const stream = (): string => attestations;
    const body = { headers: { "content-type": "application/json" }, stream };
    const answer = await sendUntilAnswered(
      { method: "POST", url: upload.attestationsUrl, bytes: body },
      access,
      ports,
    );
    if (answer.status >= 300) return refused(answer);
  }
  return complete(upload, access, ports);
}

async function sendWhole(
  upload: FileUpload,
  file: Uploadable,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<StagedOutcome | { readonly lost: string } | null> {
  if (upload.bytesUrl === null) return { lost: "the index returns no URL for the bytes" };
  const bytes = range(file, 0, file.size, ports);
  const answer = await trySending({ method: "POST", url: upload.bytesUrl, bytes }, 1, access, ports);
  if ("lost" in answer) return answer;
  return answer.status >= 300 ? refused(answer) : null;
}

async function sendParts(
  upload: FileUpload,
  url: string,
  file: Uploadable,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<StagedOutcome | { readonly lost: string } | null> {
  let { received } = upload;
  let lost = 0;
  while (received < file.size) {
    const end = Math.min(received + PART_BYTES, file.size);
    const bytes = range(file, received, end, ports);
    const answer = await trySending({ method: "POST", url, bytes }, lost + 1, access, ports);
    if (!("lost" in answer) && answer.status < 300) {
      received = end;
      continue;
    }
    if (!("lost" in answer) && answer.status !== 409) return refused(answer);
    lost += 1;
    if (lost >= ATTEMPTS) return { lost: "lost" in answer ? answer.lost : serverMessage(answer) };
    const now = await lookAtFile(upload.url, access, ports);
    if (now?.status !== "pending") return { lost: "the index canceled the upload" };
    received = now.received;
  }
  return null;
}

function range(
  file: Uploadable,
  start: number,
  end: number,
  { files }: Pick<PublishPorts, "files">,
): NonNullable<Parameters<typeof trySending>[0]["bytes"]> {
  const isPart = start > 0 || end < file.size;
  return {
    headers: {
      "content-type": "application/octet-stream",
      ...(isPart ? { "content-range": `bytes ${start}-${end - 1}/${file.size}` } : {}),
    },
    contentLength: end - start,
    async *stream() {
      await using source = await files.open(file.path);
      yield* source.stream(start, end);
    },
  };
}

async function complete(
  upload: FileUpload,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<StagedOutcome | { readonly lost: string }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const request = { method: "POST", url: upload.completeUrl, document: {} } as const;
    const answer = await trySending(request, attempt, access, ports);
    if (!("lost" in answer) && answer.status === 201) return { outcome: "staged" };
    const now = await settled(upload.url, access, ports);
    if (now?.status === "completed") return { outcome: "staged" };
    if (!("lost" in answer) && answer.status >= 300) return refused(answer);
    if (now === null || now.status === "canceled") return { lost: "the index canceled the upload" };
    if (now.status === "error") return { outcome: "refused", status: 400, words: now.notices.join(" ") };
  }
  return { lost: "the upload is not completed" };
}

/** A file's upload when the index processes it no more. */
async function settled(url: string, access: SessionAccess, ports: PublishPorts): Promise<FileUpload | null> {
  let now = await lookAtFile(url, access, ports);
  for (let waited = 0; now?.status === "processing" && waited < PATIENCE; waited += 1) {
    await ports.pause(1);
    now = await lookAtFile(url, access, ports);
  }
  return now;
}

async function lookAtFile(
  url: string,
  access: SessionAccess,
  ports: PublishPorts,
): Promise<FileUpload | null> {
  const answer = await sendUntilAnswered({ method: "GET", url }, access, ports, isWholeDocument);
  return answer.status === 200 ? readFileUpload(answer, access.index) : null;
}
