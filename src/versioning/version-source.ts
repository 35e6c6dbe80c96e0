import type { Config } from "../config/schema.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { readVersionOrigin } from "../tree/version-locations/version-origin.ts";

/** Where the version comes from: as configured, else as the project declares it. */
export function versionSourceOf(tree: SourceTree, { version }: Pick<Config, "version">): "static" | "scm" {
  if (version.source !== "auto") return version.source;
  return readVersionOrigin(tree).scm === null ? "static" : "scm";
}
