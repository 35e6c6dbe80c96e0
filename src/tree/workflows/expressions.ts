/** A value of an expression of GitHub Actions. */
export type Scalar = string | number | boolean | null;

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
    const reader = new Reader(source, contexts);
    const found = reader.or();
    return reader.atEnd() ? found : { unknown: source };
  } catch {
    return { unknown: source };
  }
}

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*(?:\.(?:[A-Za-z_*][\w-]*))*)|(&&|\|\||==|!=|<=|>=|[!<>(),[\]]))/y;
/** Deeper than this nothing is read: no workflow comes near. */
const DEEPEST = 50;

type Token = { readonly kind: "text" | "number" | "name" | "sign"; readonly text: string };

/** Reads and evaluates in one pass: nothing else needs a syntax tree. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #contexts: Contexts;
  #at = 0;
  #depth = 0;

  constructor(source: string, contexts: Contexts) {
    this.#tokens = tokens(source);
    this.#contexts = contexts;
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  or(): Evaluated {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Error("nested too deep");
    let left = this.#and();
    while (this.#take("||")) left = either(left, this.#and(), true);
    this.#depth -= 1;
    return left;
  }

  #and(): Evaluated {
    let left = this.#comparison();
    while (this.#take("&&")) left = either(left, this.#comparison(), false);
    return left;
  }

  #comparison(): Evaluated {
    const left = this.#not();
    for (const sign of ["==", "!=", "<=", ">=", "<", ">"])
      if (this.#take(sign)) return both(left, this.#not(), (a, b) => compare(sign, a, b));
    return left;
  }

  #not(): Evaluated {
    if (!this.#take("!")) return this.#atom();
    const operand = this.#not();
    return "unknown" in operand ? operand : { value: !isTruthy(operand.value) };
  }

  #atom(): Evaluated {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Error("the expression ends too early");
    this.#at += 1;
    if (token.kind === "text") return { value: token.text };
    if (token.kind === "number") return { value: Number(token.text) };
    if (token.kind === "name") return this.#take("(") ? this.#call(token.text) : this.#context(token.text);
    if (token.text !== "(") throw new Error(`unexpected ${token.text}`);
    const found = this.or();
    this.#expect(")");
    return found;
  }

  #context(name: string): Evaluated {
    let path = name.toLowerCase();
    while (this.#take("[")) {
      const index = this.or();
      this.#expect("]");
      if ("unknown" in index) return index;
      path += `.${asText(index.value).toLowerCase()}`;
    }
    if (path === "true" || path === "false") return { value: path === "true" };
    if (path === "null") return { value: null };
    const value = this.#contexts(path);
    return value === undefined ? { unknown: path } : { value };
  }

  #call(name: string): Evaluated {
    const given: Evaluated[] = [];
    if (!this.#take(")")) {
      do given.push(this.or());
      while (this.#take(","));
      this.#expect(")");
    }
    return call(name.toLowerCase(), given);
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    const isThere = token?.kind === "sign" && token.text === sign;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new Error(`${sign} is missing`);
  }
}

function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const [, text, number, name, sign] = TOKEN.exec(source) ?? [];
    if (text !== undefined) found.push({ kind: "text", text: text.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
    else throw new Error("not an expression");
  }
  return found;
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
