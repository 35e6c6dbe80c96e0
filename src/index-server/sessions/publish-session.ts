import { join } from "node:path";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { normalizeName } from "../../version/names.ts";
import { DAY_MS } from "../acceptance/file-rules.ts";
import type { IndexContext } from "../context.ts";
import type { FileEvent } from "../state/events.ts";
import { releaseKey } from "../state/state.ts";
import { keepFile } from "../upload/handle-upload.ts";
import type { AcceptedFile } from "../upload/judge-upload.ts";
import { sessionUrl } from "./addresses.ts";
import { Problem, uploadReply } from "./messages.ts";
import { sessionDocument } from "./session-document.ts";
import { currentFiles, isEditable, type Session, type StagedFile } from "./session.ts";

/** A file that stands against a publication. */
interface Obstacle {
  readonly source: string;
  readonly message: string;
}

/** Makes every file of a session public at once, or none. */
export async function publishSession(
  session: Session,
  request: ServerRequest,
  context: IndexContext,
): Promise<ServerReply> {
  if (!isEditable(session)) throw new Problem(409, `The session is ${session.status}`);
  const open = currentFiles(session).filter((file) => file.status !== "completed");
  if (open.length > 0) {
    const errors = open.map((file) => ({ source: file.fileName, message: `is ${file.status}` }));
    throw new Problem(409, "Only completed files can be published", { errors });
  }
  const before = session.status;
  session.status = "processing";
  const location = { location: sessionUrl(session, request.origin) };
  if (context.settings.sessions === "deferred") {
    const work = (): Promise<void> => settle(session, "error", context);
    void context.faults.processing.then(() => context.exclusively(work)).catch(() => undefined);
    return uploadReply(202, sessionDocument(session, request.origin), location);
  }
  const obstacles = await context.exclusively(() => published(session, before, context));
  if (obstacles.length > 0) {
    throw new Problem(409, obstacles.map((each) => each.message).join(" "), { errors: obstacles });
  }
  return uploadReply(201, sessionDocument(session, request.origin), location);
}

/** After an answer of 202: what went wrong is told by the session. */
async function settle(session: Session, failed: "error", context: IndexContext): Promise<void> {
  const obstacles = await published(session, failed, context);
  session.notices = obstacles.map((each) => each.message);
  for (const file of currentFiles(session))
    file.notices = obstacles.filter((each) => each.source === file.fileName).map((each) => each.message);
}

/** The authoritative test for conflicts and the publication, in one turn. `otherwise`: the state after a failure. */
async function published(
  session: Session,
  otherwise: Session["status"],
  context: IndexContext,
): Promise<readonly Obstacle[]> {
  try {
    const files = currentFiles(session);
    const obstacles = conflicts(session, files, context);
    if (obstacles.length > 0) {
      session.status = otherwise;
      return obstacles;
    }
    const now = context.ports.clock.now();
    const events: FileEvent[] = [];
    for (const file of files) {
      const path = join(file.folder, file.fileName);
      events.push(await keepFile(acceptedOf(file), path, now, context.store));
    }
    if (events.length > 0) await context.store.record({ type: "publication", files: events });
    else await reserveName(session, now, context);
    session.status = "published";
    await context.sessions.purge(session);
    return [];
  } catch (error) {
    session.status = otherwise;
    throw error;
  }
}

/** A session without files registers the name, as PEP 694 has it. */
async function reserveName(session: Session, now: Date, { store }: IndexContext): Promise<void> {
  if (store.state.projects.has(session.project)) return;
  const owner = session.creator.kind === "user" ? session.creator.user : null;
  await store.record({ type: "project", name: session.name, owner, time: now.toISOString() });
}

/** What became of the release since its files were judged. */
function conflicts(
  session: Session,
  files: readonly StagedFile[],
  { store: { state }, settings, ports }: IndexContext,
): readonly Obstacle[] {
  const release = state.projects.get(normalizeName(session.name))?.releases.get(releaseKey(session.version));
  const age = release === undefined ? 0 : ports.clock.now().getTime() - Date.parse(release.created);
  const sdists = [
    ...[...(release?.files.values() ?? [])].filter((file) => file.packageType === "sdist"),
    ...files.map((file) => acceptedOf(file).file).filter((file) => file.packageType === "sdist"),
  ];
  return files.flatMap((file): readonly Obstacle[] => {
    const { fileName, blake2b256, packageType } = acceptedOf(file).file;
    if (state.usedFileNames.has(fileName) || state.digests.has(blake2b256))
      return [{ source: fileName, message: `File already exists ('${fileName}').` }];
    if (age > settings.releaseOpenDays * DAY_MS) {
      const days = settings.releaseOpenDays;
      const message = `Uploading new files to releases older than ${days} days is not allowed.`;
      return [{ source: fileName, message }];
    }
    return packageType === "sdist" && sdists.length > 1
      ? [{ source: fileName, message: "Only one sdist may be uploaded per release." }]
      : [];
  });
}

function acceptedOf({ accepted }: StagedFile): AcceptedFile {
  if (accepted === null) throw new Error("a completed file was not judged");
  return accepted;
}
