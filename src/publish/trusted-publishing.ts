import { Buffer } from "node:buffer";
import { isLoopback } from "../ports/address.ts";
import type { ClientRequest, HttpClient } from "../ports/http.ts";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { Secret } from "../ports/secret.ts";
import { normalizeName } from "../version/names.ts";
import { askIndex, type AskPorts } from "./ask-index.ts";
import { claimsOf } from "./identity/claims.ts";
import type { IdentityProvider } from "./identity/provider.ts";
import { serverMessage } from "./server-message.ts";
import type { UploadIndex } from "./target.ts";
import { parseJson } from "../text/json.ts";

/** An upload token that an index gave for an identity. */
export interface MintedToken {
  readonly token: Secret;
  /** Unix seconds. */
  readonly expires: number;
}

/** What the exchange takes from outside. */
export type MintPorts = AskPorts & Pick<Ports, "events">;

const TIMEOUT_MS = 30_000;

/**
 * The exchange of trusted publishing: ask the index for its audience, the identity issuer for a token of that
 * audience, the index for an upload token (protocol page, section 3). Throws `auth/…` faults that quote the server.
 */
export async function mintUploadToken(
  target: UploadIndex,
  provider: IdentityProvider,
  ports: MintPorts,
  project = "",
): Promise<MintedToken> {
  const audience = await askAudience(target, ports);
  let claims: Readonly<Record<string, unknown>> = {};
  const shown = (): string =>
    provider
      .publisherFields(claims)
      .map(([name, value]) => `${name}: ${value}`)
      .join(", ");
  // An identity is good for one exchange, also for one whose answer got lost: each attempt shows a new one.
  const answer = await askIndex(
    target,
    async () => {
      const jwt = await provider.identity(audience);
      claims = claimsOf(jwt);
      const text = `${target.title} needs the ${provider.title} publisher ${shown()}`;
      if (shown() !== "") ports.events({ type: "note", level: "info", text });
      const obstacle = provider.obstacle?.(claims) ?? null;
      if (obstacle !== null) ports.events({ type: "note", level: "warning", text: obstacle });
      return {
        ...endpoint(target, "POST", "/_/oidc/mint-token"),
        body: JSON.stringify({ token: jwt.reveal() }),
      };
    },
    ports,
  );
  const minted = parseJson(Buffer.from(answer.body).toString("utf8")) as {
    token?: unknown;
    expires?: unknown;
  } | null;
  if (answer.status !== 200 || typeof minted?.token !== "string") {
    const words = serverMessage(answer);
    const obstacle = provider.obstacle?.(claims) ?? null;
    const where = publisherPages(target, project);
    throw fault(
      "auth/mint-refused",
      {
        index: target.title,
        words,
        fields: shown(),
        provider: provider.title,
        obstacle: obstacle === null ? "" : `${obstacle}; and `,
        where,
      },
      {
        details: {
          status: answer.status,
          words,
          publisher: Object.fromEntries(provider.publisherFields(claims)),
          where,
          obstacle,
          claims: shownClaims(claims),
        },
      },
    );
  }
  return {
    token: new Secret(minted.token),
    expires: typeof minted.expires === "number" ? minted.expires : 0,
  };
}

/** Where on the index the publisher's fields are written. */
function publisherPages({ dialect, uploadUrl }: UploadIndex, project: string): string {
  const address = new URL(uploadUrl);
  const site = dialect.site(address);
  // A rehearsal's index has no pages: the publisher is written where the release will go.
  if (site === null || isLoopback(address)) return "on the index's page of trusted publishers";
  const name = project === "" ? "PROJECT" : normalizeName(project);
  return `${site}/manage/project/${name}/settings/publishing/; while the project is not there yet: ${site}/manage/account/publishing/`;
}

/** Makes a minted token useless. Returns whether the index did it: a failure harms nobody for more than 15 minutes. */
export async function burnUploadToken(
  target: Pick<UploadIndex, "uploadUrl" | "ca">,
  token: Secret,
  http: HttpClient,
): Promise<boolean> {
  try {
    const answer = await http.request({
      ...endpoint(target, "POST", "/_/oidc/burn-token"),
      body: JSON.stringify({ token: token.reveal() }),
      timeoutMs: TIMEOUT_MS,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
    return answer.status >= 200 && answer.status < 300;
  } catch {
    return false;
  }
}

/** Tokens go over TLS, or to this very machine. Throws the fault `auth/insecure-index`. */
export function demandSecure(target: Pick<UploadIndex, "uploadUrl" | "title" | "sessions">): void {
  for (const url of [target.uploadUrl, target.sessions ?? target.uploadUrl]) {
    const address = new URL(url);
    if (address.protocol !== "https:" && !isLoopback(address))
      throw fault("auth/insecure-index", { index: target.title });
  }
}

async function askAudience(target: UploadIndex, ports: MintPorts): Promise<string> {
  const request = endpoint(target, "GET", "/_/oidc/audience");
  const answer = await askIndex(target, () => Promise.resolve(request), ports);
  const { audience } = (parseJson(Buffer.from(answer.body).toString("utf8")) ?? {}) as { audience?: unknown };
  if (answer.status === 200 && typeof audience === "string") return audience;
  const words = serverMessage(answer) || `status ${answer.status}`;
  throw fault("auth/no-trusted-publishing", { index: target.title, words });
}

function endpoint(
  target: Pick<UploadIndex, "uploadUrl">,
  method: "GET" | "POST",
  path: string,
): ClientRequest {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return { method, url: new URL(path, target.uploadUrl).href, headers };
}

/** The claims by which PyPI looks a publisher up, for people who have to compare them. */
const SHOWN_CLAIMS = [
  "repository",
  "repository_owner_id",
  "workflow_ref",
  "job_workflow_ref",
  "environment",
  "ref",
  "event_name",
  "project_path",
  "ci_config_ref_uri",
  "email",
  "sub",
];

function shownClaims(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(SHOWN_CLAIMS.flatMap((name) => (name in claims ? [[name, claims[name]]] : [])));
}
