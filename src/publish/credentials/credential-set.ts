import type { Secret } from "../../ports/secret.ts";

/**
 * Credentials as one source has them: address, user and secret belong together. A secret is for the address beside it
 * and is sent to no other one; without an address it is for whichever index is asked for, as its tool takes it.
 */
export interface CredentialSet {
  /** Where it was read, for people: `TWINE_PASSWORD`, `~/.pypirc [corp]`. */
  readonly source: string;
  /** Where uploads go; null: unsaid. */
  readonly url: string | null;
  /** What the index is called; null: unsaid. */
  readonly name: string | null;
  /** Where the address or the name was read. */
  readonly placeSource: string;
  readonly user: string | null;
  readonly secret: Secret | null;
  /** Where a user is read, or would be. */
  readonly userSource: string;
  /** Where a secret is read, or would be. */
  readonly secretSource: string;
  /** Whether the secret is a token, which needs no user beside it. */
  readonly isToken: boolean;
}

/** An index, as far as credentials are for it. */
export interface AskedIndex {
  readonly name: string;
  readonly uploadUrl: string;
}

/** Whether a set is for this index. */
export function isFor({ url, name }: CredentialSet, index: AskedIndex): boolean {
  if (url !== null) return isSameAddress(url, index.uploadUrl);
  return (
    name === null ||
    name.toLowerCase() === index.name.toLowerCase() ||
    asVariable(name) === asVariable(index.name)
  );
}

/** Whether two addresses are the same place: the slash at the end makes no other index. */
export function isSameAddress(one: string, other: string): boolean {
  return withoutSlash(one) === withoutSlash(other);
}

function withoutSlash(address: string): string {
  return (URL.parse(address)?.href ?? address).replace(/\/+$/, "");
}

/** `MY_INDEX` of `my-index`: how tools put names into variables. */
export function asVariable(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}
