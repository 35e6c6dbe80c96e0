import { matchesGlob } from "../text/glob.ts";
import { strings } from "./backends/reading.ts";
import type { SourceTree } from "./source-tree.ts";

/** Whether the backend is told to leave a file of the tree out of the wheel: it is built from the sdist, and what that lacks counts. */
export function isExcludedFromWheel({ backendFacts, pyproject }: SourceTree): (path: string) => boolean {
  const patterns = backendFacts.wheelExcludes
    .filter(({ syntax }) => syntax !== "package")
    .flatMap(({ key }) => strings(pyproject?.get(key)));
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
