import { compareVersions, parseVersion } from "./pep440.ts";

/** Whether two texts are one version (PEP 440: `1.0` is `1.0.0`); texts that are none are compared as such. */
export function sameVersion(a: string, b: string): boolean {
  const [first, second] = [parseVersion(a), parseVersion(b)];
  return first === null || second === null ? a === b : compareVersions(first, second) === 0;
}
