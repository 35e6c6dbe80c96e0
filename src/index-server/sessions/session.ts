import type { Identity } from "../oidc/tokens.ts";
import type { AcceptedFile } from "../upload/judge-upload.ts";

/** States of a publishing session (PEP 694); `published` and `canceled` are its end. */
export type SessionStatus = "open" | "processing" | "published" | "error" | "canceled";

/** States of a file upload session (PEP 694). */
export type FileStatus = "pending" | "processing" | "completed" | "error" | "canceled";

/** A file that was brought to a session, or is being brought. */
export interface StagedFile {
  readonly id: string;
  readonly fileName: string;
  /** As the client announced them. */
  readonly size: number;
  readonly hashes: Readonly<Record<string, string>>;
  readonly mechanism: string;
  /** Where its bytes lie. */
  readonly folder: string;
  /** Bytes that came so far, in parts that came whole. */
  received: number;
  readonly parts: string[];
  /** JSON array of PEP 740 objects; empty without any. */
  attestations: string;
  status: FileStatus;
  notices: readonly string[];
  /** What is kept of it; null until it is completed. */
  accepted: AcceptedFile | null;
  expires: Date;
}

/** A publishing session: a release in the making, seen by nobody who does not have its token. */
export interface Session {
  /** Cannot be guessed; part of every address of the session. */
  readonly token: string;
  /** As its creator spelled it, and normalised. */
  readonly name: string;
  readonly project: string;
  readonly version: string;
  readonly creator: Identity;
  readonly created: Date;
  status: SessionStatus;
  notices: readonly string[];
  expires: Date;
  /** Every file that was ever announced, by id: a deleted one keeps its address. */
  readonly files: Map<string, StagedFile>;
}

/** Whether a session can still become something. */
export function isLive({ status }: Session): boolean {
  return status === "open" || status === "processing" || status === "error";
}

/** Whether files may come and go. */
export function isEditable({ status }: Session): boolean {
  return status === "open" || status === "error";
}

/** The files of a session by name, without the deleted ones. */
export function currentFiles({ files }: Session): readonly StagedFile[] {
  return [...files.values()].filter((file) => file.status !== "canceled");
}

/** Whether two tokens speak for the same person or publisher. */
export function isSameIdentity(a: Identity, b: Identity): boolean {
  if (a.kind === "user") return b.kind === "user" && a.user === b.user;
  return b.kind === "publisher" && a.publisherId === b.publisherId;
}
