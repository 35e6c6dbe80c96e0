import { Buffer } from "node:buffer";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";
import type { Clock, Random } from "../../ports/ports.ts";
import { jsonReply } from "../http/replies.ts";
import type { WorkflowIdentity } from "./identities.ts";
import { Issuer, type IssuerKeys } from "./issuer.ts";
import type { ProviderId } from "./publishers.ts";

/** The providers whose identities the index takes, each played by an issuer here. */
export interface Issuers {
  readonly github: Issuer;
  /** Bearer that GitHub's token endpoint asks for. */
  readonly requestToken: string;
  /** The one of an `iss`; null for an unknown one. */
  find(issuer: unknown): Issuer | null;
  /** The one of a provider. */
  of(provider: ProviderId): Issuer;
}

/** What the issuers' tokens say of the run, by provider, where it is known better than by the pretended workflow. */
export type IssuedClaims = Readonly<Partial<Record<ProviderId, Readonly<Record<string, unknown>>>>>;

/** All issuers of an index at this origin, every one pretending the same run. Keys are made when they are needed. */
export function makeIssuers(
  origin: string,
  workflow: WorkflowIdentity,
  ports: { readonly clock: Clock; readonly random: Random },
  keys?: IssuerKeys,
  claims: IssuedClaims = {},
): Issuers {
  const make = (provider: ProviderId, path: string): Issuer =>
    new Issuer(provider, `${origin}${path}`, workflow, ports, keys, claims[provider]);
  const github = make("github", "/oidc");
  github.warmUp();
  const others = (["gitlab", "google", "activestate"] as const).map((provider) =>
    make(provider, `/oidc/${provider}`),
  );
  const all = [github, ...others];
  return {
    github,
    requestToken: Buffer.from(ports.random.bytes(24)).toString("hex"),
    find: (issuer) => all.find((each) => each.issuer === issuer) ?? null,
    of: (provider) => all.find((each) => each.provider === provider) ?? github,
  };
}

/** GitHub's token endpoint: `GET …?api-version=2.0&audience=X` with the runner's bearer token. */
export async function actionsEndpoint(request: ServerRequest, issuers: Issuers): Promise<ServerReply> {
  if (request.headers["authorization"]?.toLowerCase() !== `bearer ${issuers.requestToken}`) {
    return jsonReply(401, { message: "the request token is missing or wrong" });
  }
  const audience = audienceOf(request) ?? "https://github.com/rehearsal";
  return jsonReply(200, { value: await issuers.github.issue(audience) });
}

/** Google's metadata server, as far as it gives identities: asked with its header, it answers with the bare token. */
export async function metadataEndpoint(request: ServerRequest, issuers: Issuers): Promise<ServerReply> {
  const headers = { "content-type": "text/plain", "metadata-flavor": "Google" };
  const audience = audienceOf(request);
  if (request.headers["metadata-flavor"] !== "Google")
    return { status: 403, headers, body: "Missing Metadata-Flavor:Google header.\n" };
  if (audience === null) return { status: 400, headers, body: "non-empty audience parameter required\n" };
  return { status: 200, headers, body: await issuers.of("google").issue(audience) };
}

/** The key set of an issuer. */
export async function jwksEndpoint(provider: ProviderId, issuers: Issuers): Promise<ServerReply> {
  return jsonReply(200, await issuers.of(provider).jwks());
}

function audienceOf(request: ServerRequest): string | null {
  return new URL(request.url, request.origin).searchParams.get("audience");
}
