import { ENDPOINTS } from "../../index-client/endpoints.ts";
import { fault, type Fault } from "../../findings/fault.ts";
import { isLoopback } from "../../ports/address.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Secret } from "../../ports/secret.ts";
import type { IndexTarget } from "../choose-target.ts";
import { findProvider, missingIdentity } from "../identity/providers.ts";
import type { PublishCredentials } from "../target.ts";
import { isFor, isSameAddress, type CredentialSet } from "./credential-set.ts";
import { keyringSet } from "./keyring.ts";
import { netrcSets, pypircSets } from "./pypirc.ts";
import { tokenVariable, variableSets } from "./variable-sets.ts";

/** How to authenticate: `auto` prefers an identity of the workflow, else a token. */
export type AuthChoice = "auto" | "trusted" | "token";

/** What choosing credentials takes from outside. */
export type CredentialPorts = Pick<Ports, "environment" | "http" | "files" | "processes" | "events">;

/** Whether an upload is a trusted publisher's: asked for, or where the index takes the identity that is there. */
export function isTrusted(
  { dialect }: Pick<IndexTarget, "dialect">,
  choice: AuthChoice,
  hasIdentity: boolean,
): boolean {
  return choice === "trusted" || (choice === "auto" && hasIdentity && dialect.trustedPublishing);
}

/**
 * As whom to publish: an identity of this workflow where the index takes one; else what the environment, the user's
 * files or the keyring have for this very index. In CI a missing identity is not made up for by a token that is there,
 * unless the token is asked for. Throws `auth/…`.
 */
export async function chooseCredentials(
  target: IndexTarget,
  choice: AuthChoice,
  ports: CredentialPorts,
  given?: Secret,
): Promise<PublishCredentials> {
  const provider = choice === "token" ? null : findProvider(ports);
  if (provider !== null && isTrusted(target, choice, true)) {
    return { kind: "trusted-publishing", provider };
  }
  const missing =
    target.dialect.trustedPublishing || choice === "trusted" ? await missingIdentity(ports) : null;
  const words = missing === null ? {} : { missing };
  if (choice === "trusted") throw fault("auth/no-provider", { index: target.title, ...words });
  const sets = await credentialSets(target, ports, given);
  const found = await completeSet(sets, target, ports);
  if (found instanceof Error) throw found;
  if (found === null) {
    const { trustedPublishing: trusts } = target.dialect;
    throw fault("auth/no-credentials", {
      index: target.title,
      trusts,
      ...missingWords(sets, target),
      ...words,
    });
  }
  // A job that is to have an identity and has none would publish with a secret that nobody meant to be used.
  if (missing !== null && given === undefined && choice === "auto")
    throw fault("auth/identity-missing", { index: target.title, missing, source: found.source });
  const { isPyPI } = target.dialect;
  const text = isPyPI
    ? `an API token (${found.source}) is used for ${target.title}: it is valid until it is revoked. Trusted publishing needs no secret`
    : `${target.title}: credentials from ${found.source}`;
  ports.events({ type: "note", level: isPyPI ? "warning" : "info", text });
  return { kind: "token", ...found };
}

/** Credentials that can be used: with a secret, and a user where one is needed. */
export interface CompleteSet {
  readonly token: Secret;
  readonly source: string;
  readonly user?: string;
}

/** All that was read, whichever index it is for, in the order in which it counts; without the keyring. */
export async function credentialSets(
  target: IndexTarget,
  ports: CredentialPorts,
  given?: Secret,
): Promise<readonly CredentialSet[]> {
  const { uploadUrl: url, given: address } = target;
  const own = { url, name: null, placeSource: "the command line" };
  return [
    ...(given === undefined
      ? []
      : [{ ...own, source: "standard input", user: null, secret: given, ...STANDARD_INPUT }]),
    ...(address === undefined
      ? []
      : [{ ...own, source: "the address", user: address.user, secret: address.password, ...ADDRESS }]),
    ...variableSets(ports.environment.variables, target),
    ...(await pypircSets(ports)),
    ...(await netrcSets(url, ports)),
  ];
}

const STANDARD_INPUT = { userSource: "", secretSource: "standard input", isToken: true };
const ADDRESS = { userSource: "the user in the URL", secretSource: "SHIPWHEEL_TOKEN", isToken: true };

/**
 * The first set for this index, completed by what belongs to it; null when there is none, and the fault where it is half
 * of one: whatever comes after it would be somebody else's.
 */
export async function completeSet(
  sets: readonly CredentialSet[],
  target: IndexTarget,
  ports: CredentialPorts,
): Promise<CompleteSet | Fault | null> {
  const own = sets.filter((set) => isFor(set, target) && (set.user !== null || set.secret !== null));
  const refused = refusedPassword(own, target);
  if (refused !== null) return refused;
  const [first] = own;
  const saidUser = target.user ?? own.find(({ secret }) => secret === null)?.user ?? null;
  if (first?.secret != null) return asCredentials(first, first.user ?? saidUser, target);
  const user = first?.user ?? saidUser;
  const partner =
    own.find((set) => set.secret !== null && (set.user === null || set.user === user)) ??
    (await keyringSet(target.uploadUrl, user, target.dialect.tokenUser, ports));
  if (partner !== null) return asCredentials(partner, user ?? partner.user, target);
  if (first === undefined) return null;
  return fault("auth/half-set", {
    index: target.title,
    has: first.userSource,
    missing: first.secretSource,
  });
}

function asCredentials(set: CredentialSet, user: string | null, target: IndexTarget): CompleteSet | Fault {
  const { secret, source, isToken, secretSource, userSource } = set;
  if (secret === null) throw new Error("credentials without a secret");
  const { tokenUser, isPyPI } = target.dialect;
  const elsewhere = homeOf(secret);
  if (elsewhere !== null && !isAt(target.uploadUrl, elsewhere.uploadUrl)) {
    return fault("auth/foreign-token", { index: target.title, source, home: elsewhere.title });
  }
  if (user !== null && user !== "__token__") return { token: secret, source, user };
  const needsUser = user === null && !isToken && !isPyPI && !secret.reveal().startsWith("pypi-");
  if (needsUser) {
    return fault("auth/half-set", { index: target.title, has: secretSource, missing: userSource });
  }
  return { token: secret, source, ...(user === null || user === tokenUser ? {} : { user }) };
}

/** PyPI's tokens say whose they are: the first field of such a macaroon is the host that made it. */
function homeOf(secret: Secret): (typeof ENDPOINTS)[keyof typeof ENDPOINTS] | null {
  const text = secret.reveal();
  if (text.startsWith("pypi-AgEIcHlwaS5vcmc")) return ENDPOINTS.pypi;
  return text.startsWith("pypi-AgENdGVzdC5weXBpLm9yZ") ? ENDPOINTS.testpypi : null;
}

/** There, or on this very machine, where people try things. */
function isAt(url: string, home: string): boolean {
  return isSameAddress(url, home) || isLoopback(new URL(url));
}

/** PyPI takes tokens only; to send a password there would only show it to more eyes. */
function refusedPassword(own: readonly CredentialSet[], { dialect, title }: IndexTarget): Fault | null {
  if (!dialect.isPyPI) return null;
  const named = own.find(({ user }) => user !== null && user !== "__token__");
  if (named === undefined) return null;
  return fault("auth/password-refused", { index: title, variable: named.userSource || named.source });
}

/** Which half is missing, and what is there for another index. */
function missingWords(
  sets: readonly CredentialSet[],
  target: IndexTarget,
): { readonly variable: string; readonly elsewhere?: string } {
  const placed = sets.find((set) => set.placeSource !== "" && isFor(set, target));
  const other = sets.find((set) => set.secret !== null && !isFor(set, target));
  return {
    variable:
      placed === undefined
        ? tokenVariable(target.name)
        : `${tokenVariable(target.name)} (or ${placed.userSource} and ${placed.secretSource})`,
    ...(other === undefined
      ? {}
      : { elsewhere: `${other.secretSource} is for ${other.url ?? other.name ?? "another index"}` }),
  };
}
