import type { ReleaseConfig } from "../config/sections/release.ts";
import { fault } from "../findings/fault.ts";
import { parseVersion } from "../version/pep440.ts";

/** The kinds of versions, which may go different ways. */
export type ReleaseKind = "stable" | "pre" | "dev";

/** What kind a version is; a post release is as stable as what it follows. Null for text that is no version. */
export function releaseKind(text: string): ReleaseKind | null {
  const version = parseVersion(text);
  if (version === null) return null;
  return version.dev !== null ? "dev" : version.pre !== null ? "pre" : "stable";
}

/**
 * The index that a version goes to: the one that is named, else its kind's. Throws `release/not-routed` for a kind that
 * is not released, and `release/dev-to-pypi` for a development release on PyPI that nobody allowed.
 */
export function routeOf(
  version: string,
  named: string | null,
  config: Pick<ReleaseConfig, "routes">,
  allowDev: boolean,
): { readonly index: string; readonly kind: ReleaseKind } {
  const kind = releaseKind(version);
  if (kind === null)
    throw fault("invalid-version", { version: JSON.stringify(version), where: "the project" });
  const index = named ?? config.routes[kind];
  if (index === "none") throw fault("release/not-routed", { version, kind });
  // The configuration may route them there; an option given in haste may not.
  if (kind === "dev" && index === "pypi" && config.routes.dev !== "pypi" && !allowDev) {
    throw fault("release/dev-to-pypi", { version });
  }
  return { index, kind };
}
