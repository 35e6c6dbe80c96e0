import type { Secret } from "../ports/secret.ts";

/** A package index of the user's, from which everything that is not rehearsed comes. */
export interface OuterIndex {
  /** Lower-case letters, digits and hyphens; part of the route's address. */
  readonly id: string;
  /** The parent of its project pages, without credentials. */
  readonly url: string;
  /** Value of the Authorization header that it wants; absent or null: none, and clients are sent there themselves. */
  readonly authorization?: Secret | null;
}
