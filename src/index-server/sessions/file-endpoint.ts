import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { parseFileName } from "../../distribution/file-names.ts";
import { normalizeName } from "../../version/names.ts";
import { PARTS_MECHANISM, POST_MECHANISM } from "../../index-client/upload-2.ts";
import type { IndexContext } from "../context.ts";
import type { Identity } from "../oidc/tokens.ts";
import { releaseKey } from "../state/state.ts";
import { fileSessionUrl } from "./addresses.ts";
import { completeFile } from "./complete-file.ts";
import { Problem, readDocument, readText, timestamp, uploadReply } from "./messages.ts";
import { receiveBytes, receivePart } from "./receive-bytes.ts";
import { currentFiles, isEditable, type Session, type StagedFile } from "./session.ts";

/** Seconds after which a client may look again. */
const LOOK_AGAIN = "1";

/** Announces a file: `POST` to `links.upload`. */
export async function createFile(
  session: Session,
  request: ServerRequest,
  context: IndexContext,
): Promise<ServerReply> {
  const { filename, size, hashes, mechanism } = await readDocument(request);
  if (!isEditable(session)) throw new Problem(409, `The session is ${session.status}`);
  if (typeof filename !== "string") throw new Problem(400, "filename is missing");
  demandName(filename, session);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw new Problem(400, "size must be a number of bytes");
  const digests = readHashes(hashes);
  if (mechanism !== POST_MECHANISM && mechanism !== PARTS_MECHANISM)
    throw new Problem(422, `The mechanism ${JSON.stringify(mechanism)} is not supported`);
  const { maxFileBytes } = context.settings;
  if (size > maxFileBytes) throw new Problem(413, `File too large. The limit is ${maxFileBytes} bytes.`);
  if (context.store.state.usedFileNames.has(filename))
    throw new Problem(409, `File already exists ('${filename}').`);
  if (currentFiles(session).some((file) => file.fileName === filename))
    throw new Problem(409, `${filename} is already in this session: delete it first`);
  const file = await context.sessions.addFile(session, {
    fileName: filename,
    size,
    hashes: digests,
    mechanism,
  });
  return fileReply(202, session, file, request.origin);
}

/** Everything else of a file: its status, its bytes, its end. */
export async function fileSession(
  session: Session,
  id: string,
  act: string,
  identity: Identity,
  request: ServerRequest,
  context: IndexContext,
): Promise<ServerReply> {
  const file = session.files.get(id);
  if (file === undefined) throw new Problem(404, "No such file");
  switch (`${request.method} ${act}`) {
    case "GET ":
      return fileReply(200, session, file, request.origin);
    case "DELETE ":
      if (file.status === "processing") throw new Problem(409, `${file.fileName} is being processed`);
      demandEditable(session);
      await context.sessions.remove(file);
      return { status: 204, headers: {} };
    case "POST bytes":
      demandPending(session, file, POST_MECHANISM);
      await receiveBytes(file, request, context);
      return { status: 204, headers: {} };
    case "POST parts":
      demandPending(session, file, PARTS_MECHANISM);
      await receivePart(file, request, context);
      return fileReply(200, session, file, request.origin);
    case "POST attestations":
      demandPending(session, file, file.mechanism);
      file.attestations = await readText(request);
      return { status: 204, headers: {} };
    case "POST extend": {
      const seconds = (await readDocument(request))["extend-for"];
      if (typeof seconds !== "number") throw new Problem(400, "extend-for must be a number of seconds");
      demandEditable(session);
      file.expires = context.sessions.extended(file.expires, seconds, session.created);
      return fileReply(200, session, file, request.origin);
    }
    case "POST complete": {
      await readDocument(request);
      demandPending(session, file, file.mechanism);
      const status = await completeFile(session, file, identity, request, context);
      return fileReply(status, session, file, request.origin, {
        location: fileSessionUrl(session, file, request.origin),
      });
    }
    default:
      throw new Problem(404, "Not Found");
  }
}

function fileReply(
  status: number,
  session: Session,
  file: StagedFile,
  origin: string,
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  const url = fileSessionUrl(session, file, origin);
  const mechanism =
    file.mechanism === POST_MECHANISM
      ? { identifier: POST_MECHANISM, file_url: `${url}/bytes`, attestations_url: `${url}/attestations` }
      : {
          identifier: PARTS_MECHANISM,
          parts_url: `${url}/parts`,
          received: file.received,
          attestations_url: `${url}/attestations`,
        };
  const document = {
    links: { "file-upload-session": url, complete: `${url}/complete`, extend: `${url}/extend` },
    status: file.status,
    "expires-at": timestamp(file.expires),
    mechanism,
    ...(file.notices.length === 0 ? {} : { notices: file.notices }),
  };
  return uploadReply(status, document, { "retry-after": LOOK_AGAIN, ...headers });
}

function demandEditable(session: Session): void {
  if (!isEditable(session)) throw new Problem(409, `The session is ${session.status}`);
}

function demandPending(session: Session, file: StagedFile, mechanism: string): void {
  demandEditable(session);
  if (file.status !== "pending") throw new Problem(409, `${file.fileName} is ${file.status}`);
  if (file.mechanism !== mechanism)
    throw new Problem(409, `${file.fileName} must be sent with ${file.mechanism}`);
}

/** A file of this release, by its name. */
function demandName(fileName: string, session: Session): void {
  const parsed = parseFileName(fileName);
  if (parsed.kind === "invalid")
    throw new Problem(400, `${fileName} is not the file name of an sdist or a wheel`);
  if (
    normalizeName(parsed.name) !== session.project ||
    releaseKey(parsed.version) !== releaseKey(session.version)
  )
    throw new Problem(400, `${fileName} is not a file of ${session.name} ${session.version}`);
}

function readHashes(hashes: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(typeof hashes === "object" && hashes !== null ? hashes : {});
  if (!entries.some(([name]) => name === "sha256"))
    throw new Problem(400, "hashes must contain sha256, which this index compares");
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof value !== "string" || !/^[0-9a-f]+$/i.test(value))
        throw new Problem(400, `hashes.${name} is not a hex digest`);
      return [name, value.toLowerCase()];
    }),
  );
}
