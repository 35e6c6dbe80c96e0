import { formatVersion, parseVersion, type Version } from "../../../version/pep440.ts";
import type { Alternatives, Clause } from "./clause.ts";
import { mergeAlternatives } from "./alternatives.ts";

/** A PEP 440 specifier set, or why there is none. */
export type Specifier =
  | { readonly specifier: string; readonly isMerged: boolean }
  | { readonly error: string; readonly help: string };

/** The alternatives of a constraint as Poetry reads it; null when Poetry rejects the text. */
export function parseConstraint(text: string): Alternatives | null {
  if (text.trim() === "*") return [[]];
  const alternatives: (readonly Clause[])[] = [];
  for (const alternative of text.trim().split(/\s*\|\|?\s*/)) {
    const clauses: Clause[] = [];
    // Commas or blanks part the clauses; a blank behind an operator does not.
    for (const part of alternative
      .replace(/[,\s]+$/, "")
      .split(/(?<!^)(?<![\^~=>< ,]) *(?<!-)[, ](?!-) *(?!,|$)/)) {
      const read = parseClause(part.trim());
      if (read === null) return null;
      clauses.push(...read);
    }
    alternatives.push(clauses);
  }
  return alternatives;
}

/** A dependency's constraint as a PEP 440 specifier set; nothing for "any version". */
export function toSpecifier(text: string): Specifier {
  const alternatives = parseConstraint(text);
  if (alternatives === null)
    return { error: `"${text}" is not a constraint that Poetry accepts`, help: "write a PEP 440 specifier" };
  const [only] = alternatives;
  if (alternatives.length === 1 && only !== undefined)
    return { specifier: formatClauses(only), isMerged: false };
  const merged = mergeAlternatives(alternatives);
  if (merged !== null) return { specifier: formatClauses(merged), isMerged: true };
  const choices = alternatives.map((each) => `"${formatClauses(each)}"`).join(" or ");
  return {
    error: `"${text}" has no PEP 440 form: specifiers cannot be alternatives`,
    help: `choose one of the alternatives: ${choices}`,
  };
}

/** Clauses joined by commas. */
export function formatClauses(clauses: readonly Clause[]): string {
  return clauses.map(({ operator, version }) => operator + version).join(",");
}

const CLAUSE = /^(\^|~=|~|<>|!=|>=|<=|==|=|>|<)?\s*(.+?)(\.\*)*$/s;

function parseClause(text: string): readonly Clause[] | null {
  if (/^v?[xX*](?:\.[xX*])*$/.test(text)) return [];
  const match = CLAUSE.exec(text);
  const written = match?.[2] === "dev" ? "0.0.dev0" : match?.[2];
  const version = written === undefined ? null : parseVersion(written);
  if (match === null || version === null) return null;
  const [, operator = "==", , wildcard] = match;
  const from: Clause = { operator: ">=", version: formatVersion(version) };
  if (wildcard !== undefined) {
    if (!["==", "=", "!="].includes(operator)) return null;
    return [{ operator: operator === "!=" ? "!=" : "==", version: `${formatVersion(version)}.*` }];
  }
  switch (operator) {
    case "^":
      return [from, { operator: "<", version: bump(version, firstNonZero(version.release)) }];
    case "~":
      return [from, { operator: "<", version: bump(version, version.release.length === 1 ? 0 : 1) }];
    case "~=":
      return [from, { operator: "<", version: bump(version, Math.max(0, version.release.length - 2)) }];
    case "=":
      return [{ operator: "==", version: formatVersion(version) }];
    case "<>":
      return [{ operator: "!=", version: formatVersion(version) }];
    default:
      return [{ operator: operator as Clause["operator"], version: formatVersion(version) }];
  }
}

/** What a caret keeps: the leftmost number that is not zero, the last one of three when all are. */
function firstNonZero(release: readonly bigint[]): number {
  const significant = release.slice(0, 3);
  const found = significant.findIndex((number) => number !== 0n);
  return found === -1 ? significant.length - 1 : found;
}

/** The next release at a position, with as many numbers as were written. */
function bump(version: Version, position: number): string {
  const release = version.release.map((number, at) =>
    at < position ? number : at === position ? number + 1n : 0n,
  );
  return formatVersion({ ...version, release, pre: null, post: null, dev: null, local: null });
}
