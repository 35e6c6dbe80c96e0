import { ExpressionError, parseExpression, type Expression, type Scalar } from "./expression-tree.ts";

export type { Scalar } from "./expression-tree.ts";

/** What an expression comes to, as far as the workflow file decides it. */
export type Evaluated = { readonly value: Scalar } | { readonly unknown: string };

/** Looks a context up by its path, lower-case: `github.event_name`. Undefined: only a run knows it. */
export type Contexts = (path: string) => Scalar | undefined;

/**
 * A text with `${{ }}` in it. Evaluates GitHub's expression language as far as the contexts are known: an operand that
 * decides alone (`false && x`) needs no other. Never throws; what cannot be parsed is unknown.
 */
export function evaluateText(text: string, contexts: Contexts): Evaluated {
  const parts = text.split(/(\$\{\{[\s\S]*?\}\})/);
  if (parts.length === 3 && parts[0] === "" && parts[2] === "")
    return evaluate(inner(parts[1] ?? ""), contexts);
  let joined = "";
  for (const part of parts) {
    if (!part.startsWith("${{")) {
      joined += part;
      continue;
    }
    const found = evaluate(inner(part), contexts);
    if ("unknown" in found) return found;
    joined += asText(found.value);
  }
  return { value: joined };
}

/** An `if` condition, with or without its braces: GitHub takes both. An empty one holds. */
export function evaluateCondition(text: string, contexts: Contexts): Evaluated {
  const bare = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(text)?.[1] ?? text;
  return bare.trim() === "" ? { value: true } : evaluate(bare, contexts);
}

/** How GitHub judges a value as a condition. */
export function isTruthy(value: Scalar): boolean {
  return value !== null && value !== "" && value !== 0 && value !== false;
}

function inner(part: string): string {
  return part.slice(3, -2);
}

function evaluate(text: string, contexts: Contexts): Evaluated {
  const source = text.trim();
  try {
    return valueOf(parseExpression(source), contexts);
  } catch (error) {
    if (error instanceof ExpressionError) return { unknown: source };
    throw error;
  }
}

/** The path of a member, `github.event_name`, as far as its indices are known; null for a member of something else. */
function pathOf(expression: Expression, contexts: Contexts): string | Evaluated | null {
  if (expression.kind === "context") return expression.name.toLowerCase();
  if (expression.kind !== "member") return null;
  const of = pathOf(expression.of, contexts);
  if (typeof of !== "string") return of;
  if (expression.key === "*") return `${of}.*`;
  const key = valueOf(expression.key, contexts);
  return "unknown" in key ? key : `${of}.${asText(key.value).toLowerCase()}`;
}

function valueOf(expression: Expression, contexts: Contexts): Evaluated {
  switch (expression.kind) {
    case "literal":
      return { value: expression.value };
    case "context":
    case "member": {
      const path = pathOf(expression, contexts);
      if (path === null) return { unknown: "a member of a value" };
      if (typeof path !== "string") return path;
      const value = contexts(path);
      return value === undefined ? { unknown: path } : { value };
    }
    case "call":
      return call(
        expression.name.toLowerCase(),
        expression.given.map((each) => valueOf(each, contexts)),
      );
    case "not": {
      const operand = valueOf(expression.of, contexts);
      return "unknown" in operand ? operand : { value: !isTruthy(operand.value) };
    }
    case "binary": {
      const { sign } = expression;
      const left = valueOf(expression.left, contexts);
      const right = valueOf(expression.right, contexts);
      if (sign === "||" || sign === "&&") return either(left, right, sign === "||");
      return both(left, right, (a, b) => compare(sign, a, b));
    }
  }
}

/** `||` and `&&` give an operand, as in JavaScript; one that decides alone needs no other. */
function either(left: Evaluated, right: Evaluated, stopsAt: boolean): Evaluated {
  if (!("unknown" in left)) return isTruthy(left.value) === stopsAt ? left : right;
  // Whatever the left one is: the whole has the truth of the right one, and no value that could be told.
  return !("unknown" in right) && typeof right.value === "boolean" && right.value === stopsAt ? right : left;
}

function both(left: Evaluated, right: Evaluated, decide: (a: Scalar, b: Scalar) => Evaluated): Evaluated {
  if ("unknown" in left) return left;
  return "unknown" in right ? right : decide(left.value, right.value);
}

function compare(sign: string, a: Scalar, b: Scalar): Evaluated {
  const texts = typeof a === "string" && typeof b === "string";
  // GitHub compares texts without regard to case, and everything else as numbers.
  const [x, y] = texts ? [a.toLowerCase(), b.toLowerCase()] : [asNumber(a), asNumber(b)];
  if (sign === "==") return { value: x === y };
  if (sign === "!=") return { value: x !== y };
  if (sign === "<") return { value: x < y };
  if (sign === ">") return { value: x > y };
  return { value: sign === "<=" ? x <= y : x >= y };
}

function call(name: string, given: readonly Evaluated[]): Evaluated {
  if (name === "always" || name === "success") return { value: true };
  if (name === "failure" || name === "cancelled") return { value: false };
  const hidden = given.find((each) => "unknown" in each);
  if (hidden !== undefined) return hidden;
  const [first = "", second = "", ...rest] = given.map((each) => asText("value" in each ? each.value : null));
  const [a, b] = [first.toLowerCase(), second.toLowerCase()];
  if (name === "contains") return { value: a.includes(b) };
  if (name === "startswith") return { value: a.startsWith(b) };
  if (name === "endswith") return { value: a.endsWith(b) };
  if (name !== "format") return { unknown: `${name}()` };
  return {
    value: first.replaceAll(/\{(\d)\}/g, (whole, at: string) => [second, ...rest][Number(at)] ?? whole),
  };
}

function asText(value: Scalar): string {
  return value === null ? "" : String(value);
}

function asNumber(value: Scalar): number {
  return value === null ? 0 : value === "" ? 0 : Number(value);
}
