import type { ReleaseConfig } from "../config/sections/release.ts";
import { fault } from "../findings/fault.ts";
import type { Version } from "../version/pep440.ts";

/** The kinds of versions, which may go different ways. */
export type ReleaseKind = "stable" | "pre" | "dev";

/** A post release is as stable as what it follows. */
export function releaseKind(version: Version): ReleaseKind {
  return version.dev !== null ? "dev" : version.pre !== null ? "pre" : "stable";
}

/** The index that a kind of version goes to: the named one, else the configured one. Throws `release/not-routed`. */
export function routeOf(
  { kind, text }: { readonly kind: ReleaseKind; readonly text: string },
  named: string | null,
  { routes }: Pick<ReleaseConfig, "routes">,
): string {
  const index = named ?? routes[kind];
  if (index === "none") throw fault("release/not-routed", { version: text, kind });
  return index;
}
