import { parseVersion } from "../../../../version/pep440.ts";
import { parseSpecifierSet } from "../../../../version/specifiers.ts";

/** Whether a Requires-Python admits some release of Python 3.`minor`. Absent it admits all; what cannot be read, none. */
export function admits(requiresPython: string | null, minor: number): boolean {
  if (requiresPython === null) return true;
  const specifiers = parseSpecifierSet(requiresPython);
  if (specifiers === null) return false;
  // A bound such as >=3.9.2 admits the minor version by its later patches.
  return ["0", "99"].some((patch) => {
    const version = parseVersion(`3.${minor}.${patch}`);
    return version !== null && specifiers.contains(version);
  });
}
