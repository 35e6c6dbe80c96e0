import { parseSpecifierSet, SPECIFIER_PATTERN } from "./specifiers.ts";
import { formatMarker, scanMarker, type Marker } from "./marker.ts";
import { SyntaxProblem, TextScanner } from "./text-scanner.ts";

export type { Marker } from "./marker.ts";

/** A dependency specifier (PEP 508), taken apart. */
export interface Requirement {
  /** As written. */
  readonly name: string;
  /** As written, in order. */
  readonly extras: readonly string[];
  /** The version clauses without blanks and parentheses; empty when there are none. */
  readonly specifier: string;
  /** The address behind `@`; null without one. */
  readonly url: string | null;
  readonly marker: Marker | null;
  /** The whole text. */
  readonly raw: string;
}

/** Why a text is no dependency specifier. */
export interface RequirementError {
  readonly error: string;
  /** 1-based. */
  readonly column: number;
  /** 1-based, of where reading stopped. */
  readonly stop: number;
}

const IDENTIFIER = /\b[a-z0-9][a-z0-9._-]*\b/iy;
const CLAUSE = new RegExp(SPECIFIER_PATTERN, "iy");

/** Reads a dependency specifier, and accepts exactly what packaging (and so PyPI, pip and twine) accepts. */
export function parseRequirement(text: string): Requirement | RequirementError {
  const scanner = new TextScanner(text);
  try {
    return scanRequirement(scanner);
  } catch (problem) {
    if (problem instanceof SyntaxProblem) {
      return { error: problem.message, column: problem.offset + 1, stop: problem.end + 1 };
    }
    throw problem;
  }
}

/** Whether {@link parseRequirement} failed. */
export function isRequirementError(result: Requirement | RequirementError): result is RequirementError {
  return "error" in result;
}

function scanRequirement(scanner: TextScanner): Requirement {
  scanner.skipBlanks();
  const name =
    scanner.take(IDENTIFIER) ?? scanner.fail("Expected package name at the start of dependency specifier");
  scanner.skipBlanks();
  const extras = scanExtras(scanner);
  scanner.skipBlanks();
  const url = scanUrl(scanner);
  const start = scanner.offset;
  const specifier = url === null ? scanSpecifiers(scanner) : "";
  scanner.skipBlanks();
  const marker = scanner.atEnd ? null : scanTrailingMarker(scanner, start, url, specifier);
  return { name, extras, specifier, url, marker, raw: scanner.text };
}

function scanExtras(scanner: TextScanner): readonly string[] {
  const start = scanner.offset;
  if (scanner.take(/\[/y) === null) return [];
  const extras: string[] = [];
  scanner.skipBlanks();
  for (let extra = scanner.take(IDENTIFIER); extra !== null;) {
    extras.push(extra);
    scanner.skipBlanks();
    if (scanner.sees(IDENTIFIER)) scanner.fail("Expected comma between extra names");
    if (scanner.take(/,/y) === null) break;
    scanner.skipBlanks();
    extra = scanner.take(IDENTIFIER) ?? scanner.fail("Expected extra name after comma");
  }
  if (scanner.take(/\]/y) === null)
    scanner.fail("Expected matching RIGHT_BRACKET for LEFT_BRACKET, after extras", start);
  return extras;
}

function scanUrl(scanner: TextScanner): string | null {
  if (scanner.take(/@/y) === null) return null;
  scanner.skipBlanks();
  const url = scanner.take(/[^ \t]+/y) ?? scanner.fail("Expected URL after @");
  return url;
}

function scanSpecifiers(scanner: TextScanner): string {
  const start = scanner.offset;
  const parenthesis = scanner.take(/\(/y) !== null;
  scanner.skipBlanks();
  const clauses: string[] = [];
  for (;;) {
    const clauseStart = scanner.offset;
    const clause = scanner.take(CLAUSE);
    if (clause === null) break;
    clauses.push(clause);
    refuseTrail(scanner, clause, clauseStart);
    scanner.skipBlanks();
    if (scanner.take(/,/y) === null) break;
    scanner.skipBlanks();
  }
  scanner.skipBlanks();
  if (parenthesis && scanner.take(/\)/y) === null)
    scanner.fail("Expected matching RIGHT_PARENTHESIS for LEFT_PARENTHESIS, after version specifier", start);
  const set = parseSpecifierSet(clauses.join(",")) ?? scanner.fail("Invalid version specifier", start);
  return set.specifiers.map(({ operator, version }) => operator + version).join(",");
}

/** Tells `>=1.0.*` and `>=1.0+local` apart from other rubbish behind a clause. */
function refuseTrail(scanner: TextScanner, clause: string, start: number): void {
  const equality = /^(?:!=|==(?!=))/.test(clause);
  if (scanner.sees(/\.\*/y))
    scanner.fail(
      equality
        ? ".* suffix cannot be used with pre-release, post-release, dev or local versions"
        : ".* suffix can only be used with `==` or `!=` operators",
      start,
    );
  if (scanner.sees(/\+[a-z0-9]/y))
    scanner.fail("Local version label can only be used with `==` or `!=` operators", start);
}

function scanTrailingMarker(
  scanner: TextScanner,
  start: number,
  url: string | null,
  specifier: string,
): Marker {
  if (scanner.take(/;/y) === null) {
    if (url !== null) scanner.fail("Expected semicolon (after URL and whitespace) or end", start);
    if (specifier === "")
      scanner.fail("Expected semicolon (after name with no version specifier) or end", start);
    scanner.fail(
      "Expected comma (within version specifier), semicolon (after version specifier) or end",
      start,
    );
  }
  const marker = scanMarker(scanner);
  scanner.skipBlanks();
  if (!scanner.atEnd) scanner.fail("Expected end of dependency specifier");
  return marker;
}

/** A dependency specifier as text; parsing it again gives the same parts. */
export function formatRequirement(requirement: Omit<Requirement, "raw">): string {
  const { name, extras, specifier, url, marker } = requirement;
  const head = name + (extras.length === 0 ? "" : `[${extras.join(",")}]`);
  const body = url === null ? head + specifier : `${head} @ ${url}`;
  if (marker === null) return body;
  return `${body}${url === null ? "" : " "}; ${formatMarker(marker)}`;
}
