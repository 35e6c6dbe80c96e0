import type { ServerRequest } from "../../ports/http.ts";
import { normalizeName } from "../../version/names.ts";
import { uploadsAllowed } from "../acceptance/gate-rules.ts";
import { newProjectName, permission, publisherCannotCreate } from "../acceptance/project-rules.ts";
import type { IndexContext } from "../context.ts";
import type { RequestFacts } from "../acceptance/facts.ts";
import type { Identity } from "../oidc/tokens.ts";
import { readCredentials } from "../upload/authorization.ts";
import { Problem } from "./messages.ts";

type SharedFacts = Pick<RequestFacts, "settings" | "links" | "state" | "now" | "reservations">;

/**
 * Who sends a request. PEP 694 wants HTTP's own way: 401 with a challenge where the legacy upload says 403. Throws
 * {@link Problem}.
 */
export function authenticated(request: ServerRequest, context: IndexContext): Identity {
  const credentials = readCredentials(request.headers["authorization"], context.tokens);
  const refusal = uploadsAllowed({ ...shared(request, context), credentials });
  if (credentials.kind !== "identity" || refusal !== null) {
    const status = credentials.kind === "identity" ? 403 : 401;
    const headers: Readonly<Record<string, string>> =
      status === 401 ? { "www-authenticate": 'Basic realm="upload", Bearer' } : {};
    throw new Problem(status, refusal?.message ?? "", { headers });
  }
  return credentials.identity;
}

/** Whether somebody may upload to a project now: asked anew with each request. Throws {@link Problem} 403. */
export function demandPermission(
  identity: Identity,
  name: string,
  request: ServerRequest,
  context: IndexContext,
): void {
  const project = context.store.state.projects.get(normalizeName(name)) ?? null;
  const facts = { ...shared(request, context), identity, name, project };
  const refusal = publisherCannotCreate(facts) ?? newProjectName(facts) ?? permission(facts);
  if (refusal !== null) throw new Problem(403, refusal.message);
}

function shared(request: ServerRequest, context: IndexContext): SharedFacts {
  return {
    settings: context.settings,
    links: context.links(request.origin),
    state: context.store.state,
    now: context.ports.clock.now(),
    reservations: context.sessions,
  };
}
