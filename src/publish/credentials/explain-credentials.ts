import { fault } from "../../findings/fault.ts";
import { findProvider, missingIdentity } from "../identity/providers.ts";
import type { Secret } from "../../ports/secret.ts";
import type { IndexTarget } from "../choose-target.ts";
import {
  completeSet,
  credentialSets,
  isTrusted,
  type AuthChoice,
  type CredentialPorts,
} from "./choose-credentials.ts";
import { isFor, type CredentialSet } from "./credential-set.ts";

/** What an upload would authenticate by, and what was read besides; no secret is part of it. */
export interface AuthExplanation {
  /** What people call the index. */
  readonly index: string;
  readonly uploadUrl: string;
  readonly method: "trusted publishing" | "token" | "none";
  /** Where the credentials come from; null: there are none. */
  readonly source: string | null;
  /** The name beside the token. */
  readonly user: string | null;
  /** Why there are none that could be used, and what to do. */
  readonly missing: { readonly message: string; readonly remedy: string } | null;
  /** All that was read, in the order in which it counts. */
  readonly read: readonly ReadSource[];
}

/** One source of credentials. */
export interface ReadSource {
  readonly source: string;
  /** `not for this index`: it names another one, and is never sent here. */
  readonly state: "used" | "not needed" | "half" | "not for this index";
  /** The address or the name that it is for; null: whichever index is asked for. */
  readonly for: string | null;
  readonly user: string | null;
}

/** Tells as whom files would be published; sends nothing and asks no server. */
export async function explainCredentials(
  target: IndexTarget,
  choice: AuthChoice,
  ports: CredentialPorts,
  given?: Secret,
): Promise<AuthExplanation> {
  const provider = choice === "token" ? null : findProvider(ports);
  const isIdentity = provider !== null && isTrusted(target, choice, true);
  const sets = await credentialSets(target, ports, given);
  const found = isIdentity || choice === "trusted" ? null : await completeSet(sets, target, ports);
  const used = found instanceof Error ? null : found;
  const head = { index: target.title, uploadUrl: target.uploadUrl };
  const read = sets
    .filter(({ user, secret }) => user !== null || secret !== null)
    .map((set) => readSource(set, target, used?.source ?? null));
  if (provider !== null && isIdentity) {
    const source = `the identity of ${provider.title}`;
    return { ...head, method: "trusted publishing", source, user: null, missing: null, read };
  }
  const lacks =
    used === null || choice !== "auto" || given !== undefined ? null : await missingIdentity(ports);
  if (used !== null && lacks !== null && target.dialect.trustedPublishing) {
    const { message, remedy } = fault("auth/identity-missing", {
      index: target.title,
      missing: lacks,
      source: used.source,
    });
    return { ...head, method: "none", source: null, user: null, missing: { message, remedy }, read };
  }
  if (used !== null) {
    const user = used.user ?? target.dialect.tokenUser;
    return { ...head, method: "token", source: used.source, user: shownUser(user), missing: null, read };
  }
  const missing =
    found instanceof Error ? { message: found.message, remedy: found.remedy } : nothing(target, choice);
  return { ...head, method: "none", source: null, user: null, missing, read };
}

function nothing(
  { title, dialect }: IndexTarget,
  choice: AuthChoice,
): NonNullable<AuthExplanation["missing"]> {
  return {
    message: `there ${choice === "trusted" ? "is no identity of a workflow" : "are no credentials"} for ${title}`,
    remedy: dialect.trustedPublishing
      ? "put an API token into SHIPWHEEL_TOKEN, or publish from a workflow with a trusted publisher"
      : "put an API token or a password into SHIPWHEEL_TOKEN (any text, if the index requires none)",
  };
}

function readSource(set: CredentialSet, target: IndexTarget, used: string | null): ReadSource {
  const state = !isFor(set, target)
    ? "not for this index"
    : set.source === used
      ? "used"
      : set.secret === null
        ? "half"
        : "not needed";
  return {
    source: set.source,
    state,
    for: set.url ?? set.name,
    user: set.user === null ? null : shownUser(set.user),
  };
}

/** What stands for a user may be a token. */
function shownUser(user: string): string {
  return user.length >= 20 && !/[@.\s]/.test(user) ? "***" : user;
}
