import { compareVersions, parseVersion, publicVersion } from "./pep440.ts";

/** Whether two spellings mean one version; a local part (`+g1a2b3c`) does not count. */
export function samePublicVersion(shown: string, wanted: string): boolean {
  const a = parseVersion(shown);
  const b = parseVersion(wanted);
  if (a === null || b === null) return shown.trim() === wanted.trim();
  const publicA = parseVersion(publicVersion(a));
  const publicB = parseVersion(publicVersion(b));
  return publicA !== null && publicB !== null && compareVersions(publicA, publicB) === 0;
}
