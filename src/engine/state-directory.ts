import { createHash } from "node:crypto";
import { basename, isAbsolute, join } from "node:path";
import type { Environment } from "../ports/ports.ts";
import { normalizeName } from "../version/names.ts";

/**
 * Where state is kept that a run must trust: `SHIPWHEEL_STATE_DIR`, else the XDG state directory (on Windows the local
 * application data), never inside a repository, whose content a pull request can change. Absolute.
 */
export function stateDirectory({ variables, home, platform }: Whose): string {
  return (
    absolute(variables["SHIPWHEEL_STATE_DIR"]) ??
    absolute(variables["XDG_STATE_HOME"]) ??
    (platform === "win32"
      ? (absolute(variables["LOCALAPPDATA"]) ?? join(home, "AppData", "Local"))
      : join(home, ".local", "state"))
  );
}

/** Whose state it is. */
export type Whose = Pick<Environment, "variables" | "home" | "platform">;

/** The folder of a project there: its name, and a mark that tells it from others of the same name. */
export function projectFolder(root: string): string {
  const key = createHash("sha256").update(root).digest("hex").slice(0, 8);
  return `${basename(root).replaceAll(/[^\w.-]/g, "_")}-${key}`;
}

/** Where the releases of a project are kept, one folder a version (`VERSION@INDEX` for an index other than PyPI). */
export function releasesDirectory(project: string, environment: Whose): string {
  return join(stateDirectory(environment), "shipwheel", "releases", normalizeName(project));
}

/** The XDG specification: a relative path is invalid and counts as not set, and so does an empty one. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
