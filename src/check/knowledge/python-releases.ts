import { parseVersion } from "../../version/pep440.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";

/** A minor version of CPython with its life (PEP 602 and the release schedules; dated November 2026). */
export interface PythonRelease {
  /** `3.12`. */
  readonly minor: string;
  /** Day of the first final release, ISO. */
  readonly released: string;
  /** Day after which it gets no more fixes, ISO. */
  readonly endOfLife: string;
}

/** Every minor version that can matter to a specifier. */
export const PYTHON_RELEASES: readonly PythonRelease[] = [
  { minor: "2.7", released: "2010-07-03", endOfLife: "2020-01-01" },
  { minor: "3.4", released: "2014-03-16", endOfLife: "2019-03-18" },
  { minor: "3.5", released: "2015-09-13", endOfLife: "2020-09-30" },
  { minor: "3.6", released: "2016-12-23", endOfLife: "2021-12-23" },
  { minor: "3.7", released: "2018-06-27", endOfLife: "2023-06-27" },
  { minor: "3.8", released: "2019-10-14", endOfLife: "2024-10-07" },
  { minor: "3.9", released: "2020-10-05", endOfLife: "2025-10-31" },
  { minor: "3.10", released: "2021-10-04", endOfLife: "2026-10-31" },
  { minor: "3.11", released: "2022-10-24", endOfLife: "2027-10-31" },
  { minor: "3.12", released: "2023-10-02", endOfLife: "2028-10-31" },
  { minor: "3.13", released: "2024-10-07", endOfLife: "2029-10-31" },
  { minor: "3.14", released: "2025-10-07", endOfLife: "2030-10-31" },
  { minor: "3.15", released: "2026-10-01", endOfLife: "2031-10-31" },
  { minor: "3.16", released: "2027-10-05", endOfLife: "2032-10-31" },
];

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
