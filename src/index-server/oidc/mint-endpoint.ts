import { Buffer } from "node:buffer";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import { nameProblem } from "../acceptance/project-rules.ts";
import type { IndexContext } from "../context.ts";
import { jsonReply } from "../http/replies.ts";
import { normalizeName } from "../../version/names.ts";
import { decodeJwt, verifyJwt, type Claims } from "./jwt.ts";
import { matchPublisher } from "./match-publisher.ts";
import type { ProviderId, Publisher } from "./publishers.ts";
import { MINTED_TOKEN_SECONDS } from "./tokens.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** `GET /_/oidc/audience`. */
export function audienceEndpoint(context: IndexContext): ServerReply {
  if (!context.settings.trustedPublishing) return notEnabled();
  return jsonReply(200, { audience: context.settings.audience });
}

/** `POST /_/oidc/mint-token`: an identity token in, an upload token for fifteen minutes out. */
export async function mintEndpoint(request: ServerRequest, context: IndexContext): Promise<ServerReply> {
  if (!context.settings.trustedPublishing) return notEnabled();
  const token = await readToken(request);
  if (token === null)
    return failure("invalid-payload", "the payload has to be a JSON object with a string `token`");
  const unverified = decodeJwt(token);
  if (unverified === null) return failure("invalid-payload", "malformed JWT");
  const issuer = context.issuers.find(unverified["iss"]);
  if (issuer === null) return failure("invalid-payload", "unknown trusted publishing issuer");
  const { provider } = issuer;
  if (context.settings.disabledProviders.includes(provider))
    return failure("not-enabled", `${provider} trusted publishing functionality not enabled`);
  const claims = await verifyIdentity(token, context.settings.audience, context);
  if (claims === null) return failure("invalid-token", "malformed or invalid token");
  return context.exclusively(() => mint(provider, claims, request, context));
}

/** `POST /_/oidc/burn-token`: the token is good for nothing from now on. */
export async function burnEndpoint(request: ServerRequest, context: IndexContext): Promise<ServerReply> {
  const token = await readToken(request);
  if (token === null)
    return failure("invalid-payload", "the payload has to be a JSON object with a string `token`");
  context.tokens.burn(token);
  return jsonReply(202, {});
}

async function mint(
  provider: ProviderId,
  claims: Claims,
  request: ServerRequest,
  context: IndexContext,
): Promise<ServerReply> {
  const { state } = context.store;
  // Google's tokens have no number, and may be shown again.
  const jti = typeof claims["jti"] === "string" ? claims["jti"] : null;
  if (jti !== null && context.usedTokenIds.has(jti))
    return failure("invalid-reuse-token", "invalid token: already used");
  const pending = matchPublisher(
    provider,
    claims,
    state.publishers.filter((publisher) => publisher.pending),
  );
  if ("publisher" in pending) {
    const refusal = await settlePending(pending.publisher, request, context);
    if (refusal !== null) return refusal;
  }
  const match = matchPublisher(
    provider,
    claims,
    state.publishers.filter((publisher) => !publisher.pending),
  );
  if ("problem" in match) {
    return failure("invalid-publisher", `valid token, but no corresponding publisher (${match.problem})`);
  }
  if (jti !== null) context.usedTokenIds.add(jti);
  const expires = Math.floor(context.ports.clock.now().getTime() / 1000) + MINTED_TOKEN_SECONDS;
  const upload = context.tokens.issue({
    kind: "publisher",
    projects: match.publisher.projects.map(normalizeName),
    expires,
    publisherId: match.publisher.id,
  });
  return jsonReply(200, { success: true, token: upload, expires });
}

/** The first mint of a pending publisher makes its project and turns it into an ordinary publisher. */
async function settlePending(
  publisher: Publisher,
  request: ServerRequest,
  context: IndexContext,
): Promise<ServerReply | null> {
  const { state } = context.store;
  const name = publisher.projects[0] ?? "";
  if (state.projects.has(normalizeName(name))) {
    return failure("invalid-pending-publisher", "valid token, but project already exists");
  }
  const links = context.links(request.origin);
  const problem = nameProblem(name, { settings: context.settings, state, links });
  if (problem !== null) return failure("invalid-payload", problem.message);
  const time = context.ports.clock.now().toISOString();
  await context.store.record({ type: "project", name, owner: context.user, time });
  await context.store.record({ type: "publisher", publisher: { ...publisher, pending: false } });
  return null;
}

/** The claims of a token that one of the index's own issuers made for an audience; null for every other. */
export async function verifyIdentity(
  token: string,
  audience: string,
  context: Pick<IndexContext, "issuers" | "ports">,
): Promise<Claims | null> {
  const header = decodeJwt(`.${token.split(".")[0] ?? ""}.`);
  const keyId = header?.["kid"];
  const issuer = context.issuers.find(decodeJwt(token)?.["iss"]);
  if (issuer === null) return null;
  const key = typeof keyId === "string" ? await issuer.publicKey(keyId) : null;
  return verifyJwt(token, {
    issuer: issuer.issuer,
    audience,
    now: context.ports.clock.now().getTime() / 1000,
    keyOf: () => key,
  });
}

async function readToken(request: ServerRequest): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const token = typeof value === "object" && value !== null ? (value as { token?: unknown }).token : null;
    return typeof token === "string" ? token : null;
  } catch {
    return null;
  }
}

function failure(code: string, description: string): ServerReply {
  return jsonReply(422, { message: "Token request failed", errors: [{ code, description }] });
}

function notEnabled(): ServerReply {
  return jsonReply(403, { message: "Trusted publishing functionality not enabled" });
}
