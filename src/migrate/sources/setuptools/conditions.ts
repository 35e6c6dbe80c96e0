import { normalizeName } from "../../../version/names.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { parseVersion, compareVersions } from "../../../version/pep440.ts";

/** What setup() is given on one Python, platform and implementation. */
export interface Probe {
  /** `3.9`. */
  readonly python: string;
  readonly micro: number;
  readonly platform: string;
  readonly implementation: string;
  readonly requires: readonly string[];
  readonly extras: Readonly<Record<string, readonly string[]>>;
  /** Other keywords, as texts to compare. */
  readonly others: Readonly<Record<string, string>>;
  /** Why it does not come to setup() there; null: it does. */
  readonly failed: string | null;
}

/** A requirement that is given in some environments only. */
export interface Conditional {
  /** Empty: of the project itself. */
  readonly extra: string;
  readonly requirement: string;
  /** Null: no marker says it, because the patch level decides. */
  readonly marker: string | null;
}

/** What depends on where setup.py runs. */
export interface Conditions {
  readonly requirements: readonly Conditional[];
  /** Keywords that no marker can make conditional, and where they differ. */
  readonly keywords: readonly { readonly keyword: string; readonly where: string }[];
  readonly failures: readonly { readonly where: string; readonly reason: string }[];
}

/** Compares what setup() was given in the environments that the project admits. */
export function conditionsOf(probes: readonly Probe[], requiresPython: string | null): Conditions {
  const specifiers = parseSpecifierSet(requiresPython ?? "");
  const admitted = probes.filter(({ python }) => specifiers?.contains(`${python}.99`) ?? true);
  const ran = admitted.filter(({ failed }) => failed === null);
  const whole = ran.filter(({ micro }) => micro === 0);
  const requirements = itemsOf(ran).flatMap(({ extra, requirement }): readonly Conditional[] => {
    const has = (probe: Probe): boolean => itemsIn(probe, extra).includes(requirement);
    if (ran.every(has)) return [];
    const isByPatch = ran.some(
      (probe) =>
        probe.micro > 0 && whole.some((other) => isSameButMicro(probe, other) && has(probe) !== has(other)),
    );
    return [{ extra, requirement, marker: isByPatch ? null : markerFor(whole, has) }];
  });
  const [first] = whole;
  const keywords = Object.keys(first?.others ?? {}).flatMap((keyword) => {
    const differing = whole.find(({ others }) => others[keyword] !== first?.others[keyword]);
    return differing === undefined ? [] : [{ keyword, where: placeOf(differing) }];
  });
  // Python 2 cannot be tried by Python 3: only who names it is told.
  const failures = admitted
    .filter(
      ({ failed, micro, python }) =>
        failed !== null && micro === 0 && (python !== "2.7" || requiresPython !== null),
    )
    .map((probe) => ({ where: placeOf(probe), reason: probe.failed ?? "" }));
  return { requirements, keywords, failures: failures.slice(0, 1) };
}

function itemsIn({ requires, extras }: Probe, extra: string): readonly string[] {
  return extra === "" ? requires : (extras[extra] ?? []);
}

function itemsOf(probes: readonly Probe[]): readonly { extra: string; requirement: string }[] {
  const found = new Map<string, { extra: string; requirement: string }>();
  for (const probe of probes)
    for (const extra of ["", ...Object.keys(probe.extras)])
      for (const requirement of itemsIn(probe, extra))
        found.set(JSON.stringify([extra, requirement]), { extra, requirement });
  return [...found.values()];
}

function isSameButMicro(a: Probe, b: Probe): boolean {
  return a.python === b.python && a.platform === b.platform && a.implementation === b.implementation;
}

function placeOf({ python, platform, implementation }: Probe): string {
  return `${implementation === "cpython" ? "Python" : "PyPy"} ${python} on ${platform}`;
}

/** Environments of one kind: where the others do not matter, the marker is theirs alone. */
type Aspect = "platform" | "implementation";

function markerFor(probes: readonly Probe[], has: (probe: Probe) => boolean): string {
  const matters = (["platform", "implementation"] as const).filter((aspect) =>
    doesMatter(probes, has, aspect),
  );
  const slices = Map.groupBy(probes, (probe) => matters.map((aspect) => probe[aspect]).join());
  const byPythons = Map.groupBy([...slices.values()], (slice) => pythonMarker(slice, has) ?? "");
  const parts: string[] = [];
  for (const [pythons, alike] of byPythons) {
    if (pythons === "") continue;
    const isEverywhere = alike.length === slices.size;
    const terms = isEverywhere ? [""] : aspectMarkers(alike, matters, slices.size);
    for (const term of terms) parts.push(and(pythons === "*" ? "" : pythons, term));
  }
  return parts.length === 1
    ? (parts[0] ?? "")
    : parts.map((part) => (/ (?:and|or) /.test(part) ? `(${part})` : part)).join(" or ");
}

function doesMatter(probes: readonly Probe[], has: (probe: Probe) => boolean, aspect: Aspect): boolean {
  const others = Map.groupBy(probes, (probe) =>
    JSON.stringify({ ...probe, requires: 0, extras: 0, others: 0, [aspect]: 0 }),
  );
  return [...others.values()].some((group) => group.some((probe) => has(probe) !== has(group[0] ?? probe)));
}

/** `*`: on each of these Pythons; null: on none. */
function pythonMarker(slice: readonly Probe[], has: (probe: Probe) => boolean): string | null {
  const pythons = [...new Set(slice.map(({ python }) => python))].toSorted(comparePythons);
  const isIn = pythons.map((python) => slice.some((probe) => probe.python === python && has(probe)));
  if (isIn.every(Boolean)) return "*";
  const runs: string[] = [];
  for (let at = 0; at < pythons.length; at += 1) {
    if (isIn[at] !== true || isIn[at - 1] === true) continue;
    let end = at;
    while (isIn[end + 1] === true) end += 1;
    const lower = at === 0 ? "" : `python_version >= "${pythons[at] ?? ""}"`;
    const next = pythons[end + 1];
    const upper = next === undefined ? "" : `python_version < "${next === "3.5" ? "3" : next}"`;
    runs.push(
      at === end && at > 0 && next !== undefined
        ? `python_version == "${pythons[at] ?? ""}"`
        : and(lower.replace('"3.5"', '"3"'), upper),
    );
  }
  return runs.length === 0 ? null : runs.length === 1 ? (runs[0] ?? "") : `(${runs.join(" or ")})`;
}

function comparePythons(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left === null || right === null ? 0 : compareVersions(left, right);
}

/** Where the slices are: of one aspect by the shorter of what they are and what they are not. */
function aspectMarkers(
  slices: readonly (readonly Probe[])[],
  matters: readonly Aspect[],
  count: number,
): readonly string[] {
  const [only] = matters;
  const firsts = slices.flatMap(([first]) => (first === undefined ? [] : [first]));
  if (matters.length === 1 && only !== undefined && firsts.length > 1 && firsts.length === count - 1) {
    const all = only === "platform" ? ["linux", "darwin", "win32"] : ["cpython", "pypy"];
    const missing = all.find((each) => !firsts.some((probe) => probe[only] === each)) ?? "";
    return [`${NAMES[only]} != "${spelling(missing)}"`];
  }
  return firsts.map((probe) =>
    matters.map((aspect) => `${NAMES[aspect]} == "${spelling(probe[aspect])}"`).join(" and "),
  );
}

const NAMES: Readonly<Record<Aspect, string>> = {
  platform: "sys_platform",
  implementation: "platform_python_implementation",
};

function spelling(value: string): string {
  return value === "cpython" ? "CPython" : value === "pypy" ? "PyPy" : value;
}

function and(a: string, b: string): string {
  return a === "" ? b : b === "" ? a : `${a} and ${b}`;
}

/** A requirement with a marker besides its own. */
export function withMarker(requirement: string, marker: string): string {
  const [head = "", own] = requirement.split(/\s*;\s*/);
  const both = own === undefined ? marker : `(${own}) and (${marker})`;
  // The address of a requirement ends at a blank.
  return `${head}${head.includes("@") ? " " : ""}; ${both}`;
}

/** The line of setup.py that names a requirement, else the first that asks where it runs. */
export function lineNaming(text: string, requirement: string | null): number {
  const lines = text.split("\n");
  const name = /^[A-Za-z0-9._-]+/.exec(requirement ?? "")?.[0];
  const naming =
    name === undefined
      ? -1
      : lines.findIndex((line) =>
          line
            .split(/[^A-Za-z0-9._-]+/)
            .some(
              (word) => word !== "" && normalizeName(word.replace(/[<>=!~].*$/, "")) === normalizeName(name),
            ),
        );
  const asking = lines.findIndex((line) =>
    /version_info|hexversion|sys\.(?:version|platform)|os\.name|platform\.\w+\(/.test(line),
  );
  return Math.max(naming, naming === -1 ? asking : naming, 0) + 1;
}
