import { normalizeName } from "./names.ts";
import { parseSpecifierSet } from "./specifiers.ts";
import { SyntaxProblem, TextScanner } from "./text-scanner.ts";

/** One side of a comparison: an environment variable such as `python_version`, or a quoted text. */
export type MarkerOperand =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "value"; readonly text: string };

/** How two sides are compared. */
export type MarkerOperator = "<=" | "<" | "!=" | "==" | ">=" | ">" | "~=" | "===" | "in" | "not in";

/** An environment marker (dependency specifiers, "Environment markers"), as a tree. */
export type Marker =
  | {
      readonly kind: "compare";
      readonly left: MarkerOperand;
      readonly operator: MarkerOperator;
      readonly right: MarkerOperand;
    }
  | { readonly kind: "and" | "or"; readonly operands: readonly Marker[] };

/** Values of the marker variables, as the interpreter reports them; `extra` is not among them. */
export type MarkerEnvironment = Readonly<Record<string, string>>;

/** Why a text is no marker, with a 1-based column. */
export interface MarkerError {
  readonly error: string;
  readonly column: number;
}

/** Deeper nesting is refused, so that no text can exhaust the stack. */
const MAX_DEPTH = 100;

/** Reads a marker by itself, without the semicolon. */
export function parseMarker(text: string): Marker | MarkerError {
  const scanner = new TextScanner(text);
  try {
    const marker = scanMarker(scanner);
    if (!scanner.atEnd) scanner.fail("Expected end of marker expression");
    return marker;
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return { error: problem.message, column: problem.offset + 1 };
    throw problem;
  }
}

/** Reads a marker where the scanner stands: alternatives of `and` chains, which bind more tightly than `or`. */
export function scanMarker(scanner: TextScanner, depth: number = 0): Marker {
  if (depth > MAX_DEPTH) scanner.fail("The marker is nested too deeply");
  const alternatives: Marker[][] = [[scanAtom(scanner, depth)]];
  for (;;) {
    const word = scanner.take(/\b(?:or|and)\b/y);
    if (word === null)
      return fold(
        "or",
        alternatives.map((chain) => fold("and", chain)),
      );
    const atom = scanAtom(scanner, depth);
    if (word === "or") alternatives.push([atom]);
    else alternatives.at(-1)?.push(atom);
  }
}

function fold(kind: "and" | "or", operands: readonly Marker[]): Marker {
  const [only] = operands;
  return only !== undefined && operands.length === 1 ? only : { kind, operands };
}

function scanAtom(scanner: TextScanner, depth: number): Marker {
  scanner.skipBlanks();
  const start = scanner.offset;
  if (scanner.take(/\(/y) !== null) {
    const marker = scanMarker(scanner, depth + 1);
    scanner.skipBlanks();
    if (scanner.take(/\)/y) === null)
      scanner.fail("Expected a closing parenthesis after the marker expression", start);
    scanner.skipBlanks();
    return marker;
  }
  const left = scanOperand(scanner);
  scanner.skipBlanks();
  const operator = scanOperator(scanner);
  scanner.skipBlanks();
  const right = scanOperand(scanner);
  scanner.skipBlanks();
  return { kind: "compare", left: besides(left, right), operator, right: besides(right, left) };
}

/** The name of an extra is compared in normal form (PEP 685), so it is kept so. */
function besides(operand: MarkerOperand, other: MarkerOperand): MarkerOperand {
  if (operand.kind === "variable" || other.kind === "value" || other.name !== "extra") return operand;
  return { kind: "value", text: normalizeName(operand.text) };
}

const VARIABLE = new RegExp(
  "\\b(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_(?:release|system)" +
    "|platform[._](?:version|machine|python_implementation)|python_implementation" +
    "|implementation_(?:name|version)|extras?|dependency_groups)\\b",
  "y",
);

function scanOperand(scanner: TextScanner): MarkerOperand {
  const variable = scanner.take(VARIABLE)?.replaceAll(".", "_");
  if (variable !== undefined) {
    const name = variable === "python_implementation" ? "platform_python_implementation" : variable;
    return { kind: "variable", name };
  }
  const quoted = scanner.take(/'[^'\r\n]*'|"[^"\r\n]*"/y);
  if (quoted === null) scanner.fail("Expected a marker variable or quoted string");
  return { kind: "value", text: quoted.slice(1, -1) };
}

function scanOperator(scanner: TextScanner): MarkerOperator {
  if (scanner.take(/\bnot[ \t]+in\b/y) !== null) return "not in";
  const operator = scanner.take(/\bin\b|===|==|~=|!=|<=|>=|<|>/y);
  if (operator === null)
    scanner.fail("Expected marker operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in");
  return operator as MarkerOperator;
}

/**
 * Whether a marker holds. With several extras it is enough that it holds for one of them, as installers do; with
 * none, `extra` is empty. What the specification leaves undefined (`~=` on text, an unknown variable) does not hold.
 */
export function evaluateMarker(
  marker: Marker,
  environment: MarkerEnvironment,
  extras: Iterable<string> = [],
): boolean {
  const names = Array.from(extras, normalizeName);
  return (names.length === 0 ? [""] : names).some((extra) => holds(marker, { ...environment, extra }));
}

function holds(marker: Marker, environment: MarkerEnvironment): boolean {
  switch (marker.kind) {
    case "and":
      return marker.operands.every((operand) => holds(operand, environment));
    case "or":
      return marker.operands.some((operand) => holds(operand, environment));
    case "compare":
      return compare(marker, environment);
  }
}

const VERSION_VARIABLES: ReadonlySet<string> = new Set([
  "implementation_version",
  "platform_release",
  "python_full_version",
  "python_version",
]);

function compare(
  { left, operator, right }: Marker & { kind: "compare" },
  environment: MarkerEnvironment,
): boolean {
  const variable = left.kind === "variable" ? left.name : right.kind === "variable" ? right.name : null;
  const leftText = resolve(left, environment);
  const rightText = resolve(right, environment);
  if (variable === null || leftText === undefined || rightText === undefined) return false;
  if (VERSION_VARIABLES.has(variable) && !operator.endsWith("in")) {
    const specifiers = parseSpecifierSet(operator + rightText);
    if (specifiers?.specifiers.length === 1) return specifiers.contains(leftText.replace(/\+$/, "+local"));
  }
  return compareText(leftText, operator, rightText);
}

function resolve(operand: MarkerOperand, environment: MarkerEnvironment): string | undefined {
  return operand.kind === "value" ? operand.text : environment[operand.name];
}

/** Text has no order: only equality counts. */
function compareText(left: string, operator: MarkerOperator, right: string): boolean {
  switch (operator) {
    case "in":
      return right.includes(left);
    case "not in":
      return !right.includes(left);
    case "==":
    case "<=":
    case ">=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
    case ">":
    case "~=":
    case "===":
      return false;
  }
}

/** Every comparison of a marker, so that a rule can look at each. */
export function* markerComparisons(marker: Marker): Generator<Marker & { kind: "compare" }> {
  if (marker.kind === "compare") yield marker;
  else for (const operand of marker.operands) yield* markerComparisons(operand);
}

/** A marker as text; parentheses only where they are needed. */
export function formatMarker(marker: Marker): string {
  if (marker.kind === "compare")
    return `${formatOperand(marker.left)} ${marker.operator} ${formatOperand(marker.right)}`;
  return marker.operands
    .map((operand) =>
      operand.kind === "compare" || (marker.kind === "or" && operand.kind === "and")
        ? formatMarker(operand)
        : `(${formatMarker(operand)})`,
    )
    .join(` ${marker.kind} `);
}

function formatOperand(operand: MarkerOperand): string {
  if (operand.kind === "variable") return operand.name;
  return operand.text.includes('"') ? `'${operand.text}'` : `"${operand.text}"`;
}
