import type { TagVersion } from "./tag-version.ts";

/** What history says of a checkout, before a scheme makes a version of it. */
export interface ScmVersion {
  readonly tag: TagVersion;
  /** The tag's own name, or null when the version does not come from one. */
  readonly tagName: string | null;
  /** Commits since the tag. */
  readonly distance: number;
  /** `g` and the commit's hash, as long as the source gave it; null when unknown. */
  readonly node: string | null;
  readonly dirty: boolean;
  /** `HEAD` when detached. */
  readonly branch: string | null;
  /** Day of the commit in UTC, `2025-03-01`. */
  readonly nodeDate: string | null;
  /** Printed as it is: no scheme is applied. */
  readonly preformatted: boolean;
  /** "Now" for schemes that write a date: SOURCE_DATE_EPOCH where it is set. */
  readonly time: Date;
}

/** True when the checkout is the tagged commit without changes. */
export function isExact(scm: Pick<ScmVersion, "distance" | "dirty">): boolean {
  return scm.distance === 0 && !scm.dirty;
}

/** A node as it is printed in versions: ten characters, with Mercurial's `h` eleven. */
export function shortNode(node: string | null): string | null {
  if (node === null) return null;
  return node.startsWith("h") ? node.slice(0, 11) : node.slice(0, 10);
}
