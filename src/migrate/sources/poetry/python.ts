import type { Alternatives, Clause } from "./clause.ts";
import { formatClauses, parseConstraint, toSpecifier, type Specifier } from "./constraint.ts";
import { mergeAlternatives } from "./alternatives.ts";

/** The last minor versions of the Pythons that are no more; of Python 3 all are taken to exist. */
const LAST_OF_TWO = 7;

/** Requires-Python for `python = "..."`. `differs`: Poetry writes something else into its own metadata. */
export function toRequiresPython(text: string): Specifier & { readonly differs?: string } {
  const alternatives = parseConstraint(text);
  if (alternatives === null) return toSpecifier(text);
  const widened = alternatives.map((clauses) => clauses.flatMap(widen));
  if (widened.length > 1) return merged(text, widened);
  const [only = []] = widened;
  const excludes = only.some(({ operator }) => operator === "!=");
  return {
    specifier: formatClauses(only),
    isMerged: false,
    ...(excludes && {
      differs: "Poetry itself drops the upper bound and some exclusions of such a constraint",
    }),
  };
}

/** As a Python, `3.11` is any 3.11.x and `3` any 3.x: unlike the version of a package. */
function widen(clause: Clause): readonly Clause[] {
  const numbers = clause.version.replace(/\.\*$/, "").split(".").map(Number);
  const isWild = clause.version.endsWith(".*");
  const [major = 0, minor] = numbers;
  if (clause.operator !== "==" || numbers.length > 2) return [clause];
  if (minor === undefined)
    return [lower(`${major}${isWild ? "" : ".0"}`), upper(`${major + 1}${isWild ? "" : ".0"}`)];
  return [lower(`${major}.${minor}`), upper(`${major}.${minor + 1}`)];
}

const lower = (version: string): Clause => ({ operator: ">=", version });
const upper = (version: string): Clause => ({ operator: "<", version });

function merged(text: string, alternatives: Alternatives): Specifier & { readonly differs?: string } {
  const plain = mergeAlternatives(alternatives);
  if (plain !== null && !plain.some(({ operator }) => operator === "!="))
    return { specifier: formatClauses(plain), isMerged: true };
  const differs = "Poetry itself drops the upper bound of such a constraint";
  if (plain !== null) return { specifier: formatClauses(plain), isMerged: true, differs };
  const bridged = mergeAlternatives(alternatives.map((clauses) => clauses.map(endOfTwo)));
  if (bridged !== null) return { specifier: formatClauses(bridged), isMerged: true, differs };
  return toSpecifier(text);
}

/** There is no Python 2.8: a range up to it ends where Python 3 begins. */
function endOfTwo(clause: Clause): Clause {
  return clause.operator === "<" && clause.version === `2.${LAST_OF_TWO + 1}` ? upper("3.0") : clause;
}

/** The marker for `python = "..."` of a dependency; empty when every Python will do. */
export function pythonMarker(text: string): string | null {
  const alternatives = parseConstraint(text);
  if (alternatives === null) return null;
  if (alternatives.some((clauses) => clauses.length === 0)) return "";
  const parts = alternatives.map((clauses) => clauses.map(clauseMarker).join(" and "));
  if (parts.length === 1) return parts[0] ?? "";
  return parts
    .map((part) => (part.includes(" or ") && part.includes(" and ") ? `(${part})` : part))
    .join(" or ");
}

function clauseMarker({ operator, version }: Clause): string {
  const release = version.replace(/\.\*$/, "");
  const numbers = release.split(".");
  const isWild = version.endsWith(".*");
  if (numbers.length >= 3) return `python_full_version ${operator} "${version}"`;
  if (isWild && numbers.length === 1) return `python_version ${operator} "${release}.*"`;
  // `> 3.8` admits 3.8.1, whose python_version is 3.8.
  if (operator === ">" || operator === "<=")
    return `python_full_version ${operator} "${[...numbers, "0", "0"].slice(0, 3).join(".")}"`;
  return `python_version ${operator} "${numbers.length === 1 && (operator === "==" || operator === "!=") ? `${release}.0` : release}"`;
}

/** The marker for `platform = "..."` of a dependency: `win32`, `!=win32`, `darwin || linux`. */
export function platformMarker(text: string): string {
  const alternatives = text.split(/\s*\|\|?\s*/).map((alternative) =>
    alternative
      .split(/\s*,\s*/)
      .filter((part) => part !== "" && part !== "*")
      .map((part) => {
        const [, operator = "==", value = ""] = /^(!=|==|=)?\s*(.*)$/.exec(part) ?? [];
        return `sys_platform ${operator === "!=" ? "!=" : "=="} "${value}"`;
      })
      .join(" and "),
  );
  return alternatives.includes("") ? "" : alternatives.join(" or ");
}

/** Markers of which all have to hold; one with `or` in parentheses. */
export function joinMarkers(markers: readonly string[]): string {
  const there = markers.filter((marker) => marker !== "");
  if (there.length === 1) return there[0] ?? "";
  return there.map((marker) => (/\bor\b/.test(marker) ? `(${marker})` : marker)).join(" and ");
}
