import { normalizeName } from "../../version/names.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";

/** Whether two texts are one version (PEP 440: `1.0` is `1.0.0`); texts that are none are compared as such. */
export function sameVersion(a: string, b: string): boolean {
  const [first, second] = [parseVersion(a), parseVersion(b)];
  return first === null || second === null ? a === b : compareVersions(first, second) === 0;
}

interface Named {
  readonly name: string;
  readonly version: string;
}

/** Whether the metadata of two distributions are of one release of one project. */
export function sameRelease(a: Named, b: Named): boolean {
  return normalizeName(a.name) === normalizeName(b.name) && sameVersion(a.version, b.version);
}
