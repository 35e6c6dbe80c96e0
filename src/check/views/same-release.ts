import { normalizeName } from "../../version/names.ts";
import { sameVersion } from "../../version/same-version.ts";

interface Named {
  readonly name: string;
  readonly version: string;
}

/** Whether the metadata of two distributions are of one release of one project. */
export function sameRelease(a: Named, b: Named): boolean {
  return normalizeName(a.name) === normalizeName(b.name) && sameVersion(a.version, b.version);
}
