import { Buffer } from "node:buffer";
import type { Secret } from "../../ports/secret.ts";
import { parseJson } from "../../text/json.ts";

/** What an API token of PyPI may do, as the token itself says; nothing of it is secret. */
export interface TokenScope {
  /** `project`: the named ones. `user`: everything of the account. `publisher`: a trusted publisher's, for minutes. */
  readonly kind: "project" | "user" | "publisher" | "unknown";
  readonly projects: readonly string[];
  readonly expires: Date | null;
}

/** Reads a `pypi-` token without asking anybody: it is a macaroon, and its caveats are in clear text. Null: it is none. */
export function tokenScope(token: Secret): TokenScope | null {
  const text = token.reveal().trim();
  if (!text.startsWith("pypi-")) return null;
  const packets = caveats(Buffer.from(text.slice(5), "base64url"));
  if (packets === null) return null;
  const scope: { kind: TokenScope["kind"]; projects: string[]; expires: Date | null } = {
    kind: "unknown",
    projects: [],
    expires: null,
  };
  for (const packet of packets) read(packet, scope);
  // A token without any caveat is the account's.
  if (packets.length === 0) scope.kind = "user";
  return scope;
}

function read(
  caveat: string,
  scope: { kind: TokenScope["kind"]; projects: string[]; expires: Date | null },
): void {
  const value = parseJson(caveat);
  // Today's form is a list with a number for its kind; the first one was an object.
  if (Array.isArray(value)) {
    const [kind, first] = value as readonly unknown[];
    if (kind === 0 && typeof first === "number") scope.expires = new Date(first * 1000);
    if (kind === 1 && Array.isArray(first)) {
      scope.kind = "project";
      for (const each of first) if (typeof each === "string") scope.projects.push(each);
    }
    if (kind === 2) scope.kind = "project";
    if (kind === 3 && scope.kind === "unknown") scope.kind = "user";
    if (kind === 4) scope.kind = "publisher";
    return;
  }
  const permissions = (value as { permissions?: unknown } | null)?.permissions;
  if (permissions === "user" && scope.kind === "unknown") scope.kind = "user";
  const projects = (permissions as { projects?: unknown } | null | undefined)?.projects;
  if (!Array.isArray(projects)) return;
  scope.kind = "project";
  for (const each of projects) if (typeof each === "string") scope.projects.push(each);
}

/** The caveats of a macaroon of version 2: location, identifier, then one section each. Null when it is none. */
function caveats(bytes: Buffer): readonly string[] | null {
  if (bytes[0] !== 2) return null;
  let at = 1;
  const found: string[] = [];
  let sections = 0;
  while (at < bytes.length) {
    const type = bytes[at];
    at += 1;
    if (type === undefined) return null;
    if (type === 0) {
      sections += 1;
      // The section after the last caveat is empty.
      if (bytes[at] === 0) return found;
      continue;
    }
    const [length, after] = varint(bytes, at);
    if (after + length > bytes.length) return null;
    // 2 is an identifier: the first section's is the token's own.
    if (type === 2 && sections > 0) found.push(bytes.toString("utf8", after, after + length));
    if (type === 6) return found;
    at = after + length;
  }
  return null;
}

function varint(bytes: Buffer, from: number): readonly [number, number] {
  let [value, shift, at] = [0, 0, from];
  for (let byte = bytes[at]; byte !== undefined && shift < 28; byte = bytes[at]) {
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
    shift += 7;
  }
  return [Number.MAX_SAFE_INTEGER, at];
}
