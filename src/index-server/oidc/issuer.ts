import { Buffer } from "node:buffer";
import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { Clock, Random } from "../../ports/ports.ts";
import { identityClaims, type WorkflowIdentity } from "./identities.ts";
import { signJwt } from "./jwt.ts";
import type { ProviderId } from "./publishers.ts";

const TOKEN_SECONDS = 300;

/** What the tokens are signed with. */
export interface IssuerKeys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Plays a provider of identities: real RS256 tokens from a key of its own. */
export class Issuer {
  readonly provider: ProviderId;
  /** What stands in `iss`. */
  readonly issuer: string;
  readonly #keyId: string;
  readonly #workflow: WorkflowIdentity;
  /** The run's own claims, which replace those of the pretended workflow. */
  readonly #claims: Readonly<Record<string, unknown>>;
  readonly #clock: Clock;
  readonly #random: Random;
  #keys: Promise<IssuerKeys> | null;

  constructor(
    provider: ProviderId,
    issuer: string,
    workflow: WorkflowIdentity,
    ports: { readonly clock: Clock; readonly random: Random },
    keys?: IssuerKeys,
    claims: Readonly<Record<string, unknown>> = {},
  ) {
    this.#claims = claims;
    this.provider = provider;
    this.issuer = issuer;
    this.#workflow = workflow;
    this.#clock = ports.clock;
    this.#random = ports.random;
    this.#keyId = hex(ports.random, 8);
    this.#keys = keys === undefined ? null : Promise.resolve(keys);
  }

  /** Begins to make the key in the background, so that it is there when the first token is asked for. */
  warmUp(): void {
    this.#keyPair().catch(() => undefined);
  }

  /** A token with this provider's claims; `overrides` replace some of them, `undefined` removes one. */
  async issue(audience: string, overrides: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { privateKey } = await this.#keyPair();
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const claims = {
      ...identityClaims(this.provider, this.#workflow, hex(this.#random, 16)),
      ...this.#claims,
      aud: audience,
      iss: this.issuer,
      iat: now,
      nbf: now,
      exp: now + TOKEN_SECONDS,
      ...overrides,
    };
    return signJwt(claims, privateKey, this.#keyId);
  }

  /** The public key of a key id; null for a foreign one. */
  async publicKey(keyId: string): Promise<KeyObject | null> {
    return keyId === this.#keyId ? (await this.#keyPair()).publicKey : null;
  }

  /** The key set by which others verify the tokens. */
  async jwks(): Promise<Readonly<Record<string, unknown>>> {
    const { publicKey } = await this.#keyPair();
    const jwk = publicKey.export({ format: "jwk" });
    return { keys: [{ ...jwk, kid: this.#keyId, alg: "RS256", use: "sig" }] };
  }

  #keyPair(): Promise<IssuerKeys> {
    this.#keys ??= promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    return this.#keys;
  }
}

function hex(random: Random, length: number): string {
  return Buffer.from(random.bytes(length)).toString("hex");
}
