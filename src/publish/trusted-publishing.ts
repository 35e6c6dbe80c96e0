import { Buffer } from "node:buffer";
import type { HttpClient } from "../ports/http.ts";
import { fault } from "../values/fault.ts";
import { Secret } from "../values/secret.ts";
import { serverMessage, type IndexAnswer } from "./server-message.ts";
import type { PublishTarget } from "./target.ts";

/** An upload token that an index gave for an identity. */
export interface MintedToken {
  readonly token: Secret;
  /** Unix seconds. */
  readonly expires: number;
}

const TIMEOUT_MS = 30_000;

/**
 * The exchange of trusted publishing: ask the index for its audience, the identity issuer for a token of that
 * audience, the index for an upload token (protocol page, section 3). Throws `auth/…` faults that quote the server.
 */
export async function mintUploadToken(
  target: PublishTarget,
  identity: { readonly requestUrl: string; readonly requestToken: Secret },
  http: HttpClient,
): Promise<MintedToken> {
  const audience = await askAudience(target, http);
  const jwt = await askIdentity(identity, audience, http);
  const answer = await send(target, http, {
    method: "POST",
    path: "/_/oidc/mint-token",
    body: JSON.stringify({ token: jwt.reveal() }),
  });
  const minted = parse(answer) as { token?: unknown; expires?: unknown } | null;
  if (answer.status !== 200 || typeof minted?.token !== "string") {
    const words = serverMessage(answer);
    throw fault(
      "auth/mint-refused",
      { index: target.title, words },
      { details: { status: answer.status, words, claims: publisherClaims(jwt.reveal()) } },
    );
  }
  return {
    token: new Secret(minted.token),
    expires: typeof minted.expires === "number" ? minted.expires : 0,
  };
}

/** Makes a minted token useless. Returns whether the index did it: a failure harms nobody for more than 15 minutes. */
export async function burnUploadToken(
  target: PublishTarget,
  token: Secret,
  http: HttpClient,
): Promise<boolean> {
  try {
    const body = JSON.stringify({ token: token.reveal() });
    const answer = await send(target, http, { method: "POST", path: "/_/oidc/burn-token", body });
    return answer.status >= 200 && answer.status < 300;
  } catch {
    return false;
  }
}

/** Tokens go over TLS, or to this very machine. Throws the fault `auth/insecure-index`. */
export function demandSecure(target: Pick<PublishTarget, "uploadUrl" | "title">): void {
  const { protocol, hostname } = new URL(target.uploadUrl);
  const local = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !local) throw fault("auth/insecure-index", { index: target.title });
}

async function askAudience(target: PublishTarget, http: HttpClient): Promise<string> {
  const answer = await send(target, http, { method: "GET", path: "/_/oidc/audience" });
  const { audience } = (parse(answer) ?? {}) as { audience?: unknown };
  if (answer.status === 200 && typeof audience === "string") return audience;
  const words = serverMessage(answer) || `status ${answer.status}`;
  throw fault("auth/no-trusted-publishing", { index: target.title, words });
}

async function askIdentity(
  identity: { readonly requestUrl: string; readonly requestToken: Secret },
  audience: string,
  http: HttpClient,
): Promise<Secret> {
  const url = new URL(identity.requestUrl);
  url.searchParams.set("audience", audience);
  let answer: IndexAnswer;
  try {
    answer = await http.request({
      method: "GET",
      url: url.href,
      headers: { authorization: `bearer ${identity.requestToken.reveal()}`, accept: "application/json" },
      timeoutMs: TIMEOUT_MS,
    });
  } catch (error) {
    throw fault("auth/no-identity", { words: (error as Error).message }, { cause: error });
  }
  const { value } = (parse(answer) ?? {}) as { value?: unknown };
  if (answer.status === 200 && typeof value === "string") return new Secret(value);
  throw fault("auth/no-identity", { words: serverMessage(answer) || `status ${answer.status}` });
}

async function send(
  target: PublishTarget,
  http: HttpClient,
  request: { readonly method: string; readonly path: string; readonly body?: string },
): Promise<IndexAnswer> {
  const { path, ...rest } = request;
  try {
    return await http.request({
      ...rest,
      url: new URL(path, target.uploadUrl).href,
      headers: { accept: "application/json", "content-type": "application/json" },
      timeoutMs: TIMEOUT_MS,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
  } catch (error) {
    throw fault(
      "publish/unreachable",
      { index: target.title, reason: (error as Error).message },
      { cause: error },
    );
  }
}

function parse(answer: IndexAnswer): unknown {
  try {
    return JSON.parse(Buffer.from(answer.body).toString("utf8"));
  } catch {
    return null;
  }
}

/** The claims by which PyPI looks a publisher up, for people who have to compare them. */
function publisherClaims(jwt: string): Readonly<Record<string, unknown>> {
  const names = new Set([
    "repository",
    "repository_owner_id",
    "job_workflow_ref",
    "environment",
    "ref",
    "event_name",
  ]);
  try {
    const claims = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8")) as object;
    return Object.fromEntries(Object.entries(claims).filter(([name]) => names.has(name)));
  } catch {
    return {};
  }
}
