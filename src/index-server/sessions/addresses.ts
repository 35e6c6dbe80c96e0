import type { Session, StagedFile } from "./session.ts";

/** The root endpoint of the Upload 2.0 API. */
export const SESSIONS_PATH = "/upload/";

/** Where staged releases are previewed. */
export const STAGE_PATH = "/stage/";

/** The address of a session. */
export function sessionUrl({ token }: Session, origin: string): string {
  return `${origin}${SESSIONS_PATH}${token}`;
}

/** The address of a file of a session. */
export function fileSessionUrl(session: Session, file: StagedFile, origin: string): string {
  return `${sessionUrl(session, origin)}/files/${file.id}`;
}

/** What installers take as an extra index. */
export function stageUrl({ token }: Session, origin: string): string {
  return `${origin}${STAGE_PATH}${token}/simple/`;
}
