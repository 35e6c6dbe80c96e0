import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { Ports } from "../../ports/ports.ts";
import { normalizeName } from "../../version/names.ts";
import type { Reservations } from "../acceptance/facts.ts";
import type { Identity } from "../oidc/tokens.ts";
import { releaseKey } from "../state/state.ts";
import { currentFiles, isLive, isSameIdentity, type Session, type StagedFile } from "./session.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** PEP 694 recommends no less than a week. */
const LIFETIME_MS = 7 * DAY_MS;
/** However often it is extended. */
const LONGEST_MS = 28 * DAY_MS;

/**
 * The publishing sessions of an index (PEP 694). They live as long as its process: an index that is started again has
 * none, and answers 404 to their addresses, as the PEP lets a retention period end.
 */
export class SessionRegistry implements Reservations {
  readonly #sessions = new Map<string, Session>();
  readonly #directory: string;
  readonly #ports: Pick<Ports, "random" | "clock"> & { readonly files: Files };

  constructor(directory: string, ports: Pick<Ports, "random" | "clock"> & { readonly files: Files }) {
    this.#directory = directory;
    this.#ports = ports;
  }

  /** The session of a token, canceled when its time is over; null when there is none. */
  async find(token: string): Promise<Session | null> {
    const session = this.#sessions.get(token) ?? null;
    if (session !== null && isLive(session) && session.expires <= this.#ports.clock.now())
      await this.cancel(session);
    return session;
  }

  /** The session of a release that has not ended. */
  async live(name: string, version: string): Promise<Session | null> {
    for (const token of this.#sessions.keys()) {
      const session = await this.find(token);
      if (session === null || !isLive(session)) continue;
      if (session.project === normalizeName(name) && releaseKey(session.version) === releaseKey(version))
        return session;
    }
    return null;
  }

  create(name: string, version: string, creator: Identity): Session {
    const now = this.#ports.clock.now();
    const session: Session = {
      token: this.#secret(),
      name,
      project: normalizeName(name),
      version,
      creator,
      created: now,
      status: "open",
      notices: [],
      expires: wholeSeconds(now.getTime() + LIFETIME_MS),
      files: new Map(),
    };
    this.#sessions.set(session.token, session);
    return session;
  }

  /** Announces a file; its bytes come into a folder of their own. */
  async addFile(
    session: Session,
    file: Pick<StagedFile, "fileName" | "size" | "hashes" | "mechanism">,
  ): Promise<StagedFile> {
    const id = Buffer.from(this.#ports.random.bytes(9)).toString("base64url");
    const folder = join(this.#folder(session), id);
    await this.#ports.files.makeDirectory(folder);
    const staged: StagedFile = {
      ...file,
      id,
      folder,
      received: 0,
      parts: [],
      attestations: "",
      status: "pending",
      notices: [],
      accepted: null,
      expires: session.expires,
    };
    session.files.set(id, staged);
    return staged;
  }

  /** Takes a file away, bytes included; its address goes on telling that. */
  async remove(file: StagedFile): Promise<void> {
    file.status = "canceled";
    file.accepted = null;
    await this.#ports.files.remove(file.folder);
  }

  /** Ends a session without a publication, and purges it. */
  async cancel(session: Session): Promise<void> {
    session.status = "canceled";
    for (const file of session.files.values()) file.status = "canceled";
    await this.purge(session);
  }

  /** Removes what is left of a session's bytes. */
  async purge(session: Session): Promise<void> {
    await this.#ports.files.remove(this.#folder(session));
  }

  /** Moves the end of a session or file, never nearer and never further than this index lets it live. */
  extended(expires: Date, seconds: number, created: Date): Date {
    const wanted = expires.getTime() + Math.max(0, seconds) * 1000;
    const latest = created.getTime() + LONGEST_MS;
    return wholeSeconds(Math.max(expires.getTime(), Math.min(wanted, latest)));
  }

  reservedBy(project: string): Identity | null {
    const holder = [...this.#sessions.values()].find(
      (session) =>
        isLive(session) && session.expires > this.#ports.clock.now() && session.project === project,
    );
    return holder?.creator ?? null;
  }

  isReservedFor(project: string, identity: Identity): boolean {
    const holder = this.reservedBy(project);
    return holder === null || isSameIdentity(holder, identity);
  }

  isHeld(fileName: string): boolean {
    return [...this.#sessions.values()].some(
      (session) =>
        session.status === "processing" && currentFiles(session).some((file) => file.fileName === fileName),
    );
  }

  #folder(session: Session): string {
    return join(this.#directory, `session-${session.token}`);
  }

  #secret(): string {
    return Buffer.from(this.#ports.random.bytes(24)).toString("base64url");
  }
}

function wholeSeconds(time: number): Date {
  return new Date(Math.floor(time / 1000) * 1000);
}
