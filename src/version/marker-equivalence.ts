import { minorOf } from "./python-minor.ts";
import { evaluateMarker, markerComparisons, type Marker, type MarkerEnvironment } from "./marker.ts";

/** Environments that are tried at most; beyond, markers count as the same. */
const MOST = 20_000;

/**
 * Whether two sets of markers, each of alternatives, hold in the same environments. Backends rewrite markers (uv_build sorts
 * the parts and writes `python_full_version` for `python_version`), so the texts say little. Tried are all combinations
 * of the values that the markers name, one more of each, and the Pythons around those that are named. Null is a marker
 * that always holds.
 */
export function sameConditions(a: readonly (Marker | null)[], b: readonly (Marker | null)[]): boolean {
  let environments: readonly MarkerEnvironment[] = [{}];
  const variables = namedValues([...a, ...b]);
  for (const [variable, values] of variables) {
    const choices = variable === "python" ? pythons(values) : others(variable, values);
    if (environments.length * choices.length > MOST) return true;
    environments = environments.flatMap((each) => choices.map((choice) => ({ ...each, ...choice })));
  }
  return environments.every((environment) => holdsAny(a, environment) === holdsAny(b, environment));
}

function holdsAny(markers: readonly (Marker | null)[], environment: MarkerEnvironment): boolean {
  const extras = environment["extra"] === undefined ? [] : [environment["extra"]];
  return markers.some((marker) => marker === null || evaluateMarker(marker, environment, extras));
}

/** The texts to which each variable is compared; both variables of the Python version are one. */
function namedValues(markers: readonly (Marker | null)[]): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const marker of markers) {
    for (const { left, right } of marker === null ? [] : markerComparisons(marker)) {
      const [variable, value] = left.kind === "variable" ? [left.name, right] : ["", left];
      const name = variable !== "" ? variable : right.kind === "variable" ? right.name : "";
      const key = /^python_(full_)?version$/.test(name) ? "python" : name;
      const values = named.get(key) ?? new Set();
      if (value.kind === "value") values.add(value.text);
      named.set(key, values);
    }
  }
  return named;
}

function others(variable: string, values: ReadonlySet<string>): readonly MarkerEnvironment[] {
  const split = [...values].flatMap((value) => [value, ...value.split(/[\s,]+/)]);
  return [...new Set([...split, "", "another"])].map((value) => ({ [variable]: value }));
}

function pythons(values: ReadonlySet<string>): readonly MarkerEnvironment[] {
  const full = new Set<string>();
  for (const text of values) {
    for (const [, major = "3", minor = "0", patch] of text.matchAll(/(\d+)(?:\.(\d+))?(?:\.(\d+))?/g)) {
      for (const near of [-1, 0, 1]) {
        const at = Math.max(0, Number(minor) + near);
        for (const last of ["0", "1", "99"]) full.add(`${major}.${at}.${last}`);
        if (patch !== undefined) full.add(`${major}.${minor}.${Math.max(0, Number(patch) + near)}`);
      }
    }
  }
  return [...full].map((version) => ({
    python_full_version: version,
    python_version: minorOf(version),
  }));
}
