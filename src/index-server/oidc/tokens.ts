import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { normalizeName } from "../../version/names.ts";
import type { Random } from "../../ports/ports.ts";

/** Who an upload token speaks for. */
export type Identity =
  | { readonly kind: "user"; readonly user: string }
  | {
      readonly kind: "publisher";
      /** Normalised names. */
      readonly projects: readonly string[];
      /** Unix seconds. */
      readonly expires: number;
      /** The publisher behind it, for provenance. */
      readonly publisherId: string;
    };

/** Seconds that a minted token lives. */
export const MINTED_TOKEN_SECONDS = 900;

/** The upload tokens that are good; only their digests are held. */
export class TokenRegistry {
  readonly #random: Random;
  readonly #identities = new Map<string, Identity>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new token for this identity. */
  issue(identity: Identity): string {
    const token = `pypi-${Buffer.from(this.#random.bytes(48)).toString("base64url")}`;
    this.#identities.set(digest(token), identity);
    return token;
  }

  /** Null for an unknown or burnt token. */
  find(token: string): Identity | null {
    return this.#identities.get(digest(token)) ?? null;
  }

  /** Makes a token useless; unknown ones are no error. */
  burn(token: string): void {
    this.#identities.delete(digest(token));
  }
}

/** Whether a publisher's identity covers a project. */
export function coversProject(identity: Extract<Identity, { kind: "publisher" }>, project: string): boolean {
  return identity.projects.includes(normalizeName(project));
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
