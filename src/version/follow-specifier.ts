import { formatVersion, parseVersion, type Version } from "./pep440.ts";
import { parseSpecifierSet } from "./specifiers.ts";

/**
 * How a requirement on a package follows its version: `exact` pins it, `compatible` changes only what excludes it, and
 * in the manner that is there, `untouched` leaves it.
 */
export type FollowPolicy = "exact" | "compatible" | "untouched";

const CLAUSE = /(===|==|~=|!=|<=|>=|<|>)(\s*)([^\s,;)]+)/g;

/** Whether clauses of PEP 440 admit a version, be it a pre-release; none at all admit everything. */
export function admitsVersion(specifier: string, version: Version): boolean {
  return parseSpecifierSet(specifier)?.contains(version, { prereleases: true }) === true;
}

/**
 * The clauses as they stand in a requirement, blanks and order kept, so that they admit the version; null when nothing
 * is to change, or when no bound can be moved (`!=` excludes it by intent).
 */
export function followSpecifier(clauses: string, version: Version, policy: FollowPolicy): string | null {
  const pinned = `==${formatVersion(version)}`;
  const bare = clauses.replace(/^\s*\(|\)\s*$/g, "");
  if (policy === "untouched" || parseSpecifierSet(bare) === null) return null;
  if (policy === "exact") {
    const isPinned = bare.split(",").length === 1 && /^\s*==[^=*]*$/.test(bare);
    return isPinned && admitsVersion(bare, version) ? null : pinned;
  }
  if (admitsVersion(bare, version)) return null;
  const followed = clauses.replace(
    CLAUSE,
    (_, operator: string, blank: string, bound: string) => operator + blank + moved(operator, bound, version),
  );
  return admitsVersion(followed.replace(/^\s*\(|\)\s*$/g, ""), version) ? followed : null;
}

/** The bound of one clause, moved as far as the version asks, with as many numbers as it had. */
function moved(operator: string, bound: string, version: Version): string {
  const whole = formatVersion(version);
  const before = parseVersion(bound.replace(/\.\*$/, ""));
  if (before === null) return operator === "===" ? whole : bound;
  switch (operator) {
    case "==":
    case "===":
      return bound.endsWith(".*") ? `${numbers(version, before.release.length)}.*` : whole;
    case "~=":
      return version.pre === null && version.post === null && version.dev === null
        ? numbers(version, before.release.length)
        : whole;
    case ">=":
    case "<=":
      return whole;
    case "<":
      return admitsVersion(`<${bound}`, version) ? bound : nextBound(bound, before, version);
    default:
      return bound;
  }
}

/** `<0.4` for 0.4.2 becomes `<0.5`, `<1.0.0` for 1.3 becomes `<2.0.0`: the number that bounded is raised. */
function nextBound(bound: string, before: Version, version: Version): string {
  const { release } = before;
  let last = release.length - 1;
  while (last > 0 && release[last] === 0n) last--;
  const raised = release.map((_, at) => {
    const number = version.release[at] ?? 0n;
    return at < last ? number : at === last ? number + 1n : 0n;
  });
  const suffix = /^[vV]?(?:\d+!)?\d+(?:\.\d+)*(.*)$/.exec(bound)?.[1] ?? "";
  return epoch(version) + raised.join(".") + suffix;
}

function numbers(version: Version, count: number): string {
  return (
    epoch(version) + Array.from({ length: count }, (_, at) => String(version.release[at] ?? 0n)).join(".")
  );
}

function epoch(version: Version): string {
  return version.epoch === 0n ? "" : `${version.epoch}!`;
}
