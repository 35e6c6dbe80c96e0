/**
 * Why a build failed, as far as the backend's words tell: the build room reports it, and a rule of the check that
 * predicted it names it among what it explains. A closed list, so that the two cannot drift apart.
 */
export type BuildReason =
  | "bad-sdist"
  | "compiler"
  | "discovery"
  | "failed"
  | "file-left-out"
  | "hangs"
  | "invalid-metadata"
  | "link-leaves-tree"
  | "missing-readme"
  | "no-metadata"
  | "no-sdist"
  | "no-version"
  | "no-wheel"
  | "other-version"
  | "requirements"
  | "unknown-back-end"
  | "writes-outside"
  | `missing-file:${string}`
  | `missing-module:${string}`
  | `requirement:${string}`;
