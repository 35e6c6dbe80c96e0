import { Buffer } from "node:buffer";
import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import type { Clock, Random } from "../../ports/ports.ts";
import { jsonReply } from "../http/replies.ts";
import { signJwt, type Claims } from "./jwt.ts";

/** The workflow run that the issuer pretends to be: what GitHub would put into its identity tokens. */
export interface WorkflowIdentity {
  /** `owner/name`. */
  readonly repository: string;
  readonly ownerId: string;
  /** File name below `.github/workflows/`. */
  readonly workflow: string;
  readonly environment: string | null;
  /** For example `refs/tags/v1.0.0`. */
  readonly ref: string;
  readonly sha: string;
  readonly eventName: string;
}

/** An identity for a rehearsal that knows nothing better. */
export const DEFAULT_WORKFLOW: WorkflowIdentity = {
  repository: "rehearsal/project",
  ownerId: "1",
  workflow: "release.yml",
  environment: "pypi",
  ref: "refs/tags/v0",
  sha: "0".repeat(40),
  eventName: "push",
};

const TOKEN_SECONDS = 300;

/** What the tokens are signed with. */
export interface IssuerKeys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Plays the identity provider of GitHub Actions: real RS256 tokens from a key of its own. */
export class Issuer {
  /** What stands in `iss`. */
  readonly issuer: string;
  /** Bearer that the token endpoint asks for. */
  readonly requestToken: string;
  readonly #keyId: string;
  readonly #keys: Promise<IssuerKeys>;
  readonly #workflow: WorkflowIdentity;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(
    issuer: string,
    workflow: WorkflowIdentity,
    ports: { readonly clock: Clock; readonly random: Random },
    keys?: IssuerKeys,
  ) {
    this.issuer = issuer;
    this.#workflow = workflow;
    this.#clock = ports.clock;
    this.#random = ports.random;
    this.requestToken = hex(ports.random, 24);
    this.#keyId = hex(ports.random, 8);
    // Begun now, in the background, so that it is there when the first token is asked for.
    this.#keys =
      keys === undefined ? promisify(generateKeyPair)("rsa", { modulusLength: 2048 }) : Promise.resolve(keys);
    this.#keys.catch(() => undefined);
  }

  /** A token with GitHub's claims; `overrides` replace some of them, `undefined` removes one. */
  async issue(audience: string, overrides: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { privateKey } = await this.#keys;
    const claims = { ...this.#claims(audience), ...overrides };
    return signJwt(claims, privateKey, this.#keyId);
  }

  /** The public key of a key id; null for a foreign one. */
  async publicKey(keyId: string): Promise<KeyObject | null> {
    return keyId === this.#keyId ? (await this.#keys).publicKey : null;
  }

  /** The key set by which others verify the tokens. */
  async jwks(): Promise<Readonly<Record<string, unknown>>> {
    const { publicKey } = await this.#keys;
    const jwk = publicKey.export({ format: "jwk" });
    return { keys: [{ ...jwk, kid: this.#keyId, alg: "RS256", use: "sig" }] };
  }

  /** GitHub's token endpoint: `GET …?api-version=2.0&audience=X` with the runner's bearer token. */
  async tokenEndpoint(request: ServerRequest): Promise<ServerReply> {
    if (request.headers["authorization"]?.toLowerCase() !== `bearer ${this.requestToken}`) {
      return jsonReply(401, { message: "the request token is missing or wrong" });
    }
    const audience = new URL(request.url, request.origin).searchParams.get("audience");
    const owner = this.#workflow.repository.split("/")[0] ?? "";
    return jsonReply(200, { value: await this.issue(audience ?? `https://github.com/${owner}`) });
  }

  #claims(audience: string): Claims {
    const { repository, ownerId, workflow, environment, ref, sha, eventName } = this.#workflow;
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const workflowRef = `${repository}/.github/workflows/${workflow}@${ref}`;
    const owner = repository.split("/")[0] ?? "";
    return {
      jti: hex(this.#random, 16),
      sub: `repo:${repository}:${environment === null ? `ref:${ref}` : `environment:${environment}`}`,
      aud: audience,
      iss: this.issuer,
      iat: now,
      nbf: now,
      exp: now + TOKEN_SECONDS,
      ref,
      ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
      sha,
      repository,
      repository_id: "1",
      repository_owner: owner,
      repository_owner_id: ownerId,
      repository_visibility: "public",
      ...(environment === null ? {} : { environment }),
      workflow: "Release",
      workflow_ref: workflowRef,
      workflow_sha: sha,
      job_workflow_ref: workflowRef,
      job_workflow_sha: sha,
      event_name: eventName,
      actor: owner,
      actor_id: ownerId,
      run_id: "1",
      run_number: "1",
      run_attempt: "1",
      runner_environment: "github-hosted",
    };
  }
}

function hex(random: Random, length: number): string {
  return Buffer.from(random.bytes(length)).toString("hex");
}
