import { parseVersion } from "../../version/pep440.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import table from "./python-releases.json" with { type: "json" };

/** A minor version of CPython with its life (PEP 602). */
export interface PythonRelease {
  /** `3.12`. */
  readonly minor: string;
  /** Day of the first final release, ISO. */
  readonly released: string;
  /** Day after which it gets no more fixes, ISO. */
  readonly endOfLife: string;
}

/** Every minor version that can matter to a specifier. */
export const PYTHON_RELEASES: readonly PythonRelease[] = table.releases;

/**
 * The minor versions that a Requires-Python admits by some patch release; all of them when there is none. Null when
 * it cannot be read.
 */
export function admittedMinors(requiresPython: string | null): readonly string[] | null {
  const all = PYTHON_RELEASES.map((release) => release.minor);
  if (requiresPython === null || requiresPython.trim() === "") return all;
  const specifiers = parseSpecifierSet(requiresPython);
  if (specifiers === null) return null;
  return all.filter((minor) =>
    [0, 1, 2, 5, 10, 15, 20, 99].some((patch) => {
      const version = parseVersion(`${minor}.${patch}`);
      return version !== null && specifiers.contains(version);
    }),
  );
}
