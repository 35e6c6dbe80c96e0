import { matchesGlob } from "../text/glob.ts";
import { strings } from "./backends/reading.ts";
import type { BackendId } from "./backend.ts";
import type { SourceTree } from "./source-tree.ts";
import type { KeyPath } from "./toml-file.ts";

/** Where a back-end's own settings name paths that no wheel gets; a wheel is built from the sdist, and so what that lacks counts. */
const EXCLUDES: Partial<Readonly<Record<BackendId, readonly KeyPath[]>>> = {
  uv_build: [
    ["tool", "uv", "build-backend", "wheel-exclude"],
    ["tool", "uv", "build-backend", "source-exclude"],
  ],
  hatchling: [
    ["tool", "hatch", "build", "exclude"],
    ["tool", "hatch", "build", "targets", "wheel", "exclude"],
  ],
  "scikit-build": [
    ["tool", "scikit-build", "wheel", "exclude"],
    ["tool", "scikit-build", "sdist", "exclude"],
  ],
  pdm: [["tool", "pdm", "build", "excludes"]],
  poetry: [["tool", "poetry", "exclude"]],
};

/** Whether the back-end is told to leave a file of the tree out of the wheel. */
export function isExcludedFromWheel({ backend, pyproject }: SourceTree): (path: string) => boolean {
  const patterns = (EXCLUDES[backend.id] ?? []).flatMap((key) => strings(pyproject?.get(key)));
  return (path) => patterns.some((pattern) => excludes(pattern, path));
}

/** A pattern that names a folder excludes all in it; one that does not begin with a slash fits at any depth. */
function excludes(pattern: string, path: string): boolean {
  const clean = pattern.replace(/\/+$/, "");
  const bare = clean.replace(/^\.?\//, "");
  const whole = [bare, `${bare}/**`];
  const anywhere = clean.startsWith("/") ? [] : whole.map((each) => `**/${each}`);
  return [...whole, ...anywhere].some((each) => matchesGlob(each.includes("/") ? each : `/${each}`, path));
}
