/** A literal of an expression of GitHub Actions. */
export type Scalar = string | number | boolean | null;

/** A part of the expression's text, by offsets. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** The syntax tree of an expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Scalar }
  | ({ readonly kind: "context"; readonly name: string } & Place)
  | ({ readonly kind: "call"; readonly name: string; readonly given: readonly Expression[] } & Place)
  | { readonly kind: "member"; readonly of: Expression; readonly key: Expression | "*" }
  | { readonly kind: "not"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** Why a text is no expression. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly start: number;
  readonly end: number;
  readonly help: string;

  constructor(message: string, { start, end }: Place, help: string) {
    super(message);
    [this.start, this.end, this.help] = [start, end, help];
  }
}

/** Reads an expression without its braces. Throws {@link ExpressionError}. */
export function parseExpression(source: string): Expression {
  return new Reader(source).whole();
}

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?(?![\w.])|0x[\da-f]+|0o[0-7]+|[-+]?Infinity\b|NaN\b)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>(),[\].*]))/iy;
/** Deeper than this GitHub reads nothing. */
const DEEPEST = 50;

type Token = Place & { readonly kind: "text" | "number" | "name" | "sign" | "end"; readonly text: string };

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#tokens = tokens(source);
  }

  whole(): Expression {
    const found = this.#or();
    if (this.#next.kind !== "end") throw this.#unexpected();
    return found;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  #or(): Expression {
    if (++this.#depth > DEEPEST)
      throw new ExpressionError("the expression is nested too deep", this.#next, "write it shorter");
    const found = this.#binary(["||"], () =>
      this.#binary(["&&"], () =>
        this.#binary(["==", "!="], () => this.#binary(["<=", ">=", "<", ">"], () => this.#not())),
      ),
    );
    this.#depth -= 1;
    return found;
  }

  #binary(signs: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const sign = signs.find((each) => this.#take(each));
      if (sign === undefined) return left;
      left = { kind: "binary", sign, left, right: operand() };
    }
  }

  #not(): Expression {
    let count = 0;
    while (this.#take("!")) count += 1;
    let found = this.#members();
    for (; count > 0; count--) found = { kind: "not", of: found };
    return found;
  }

  #members(): Expression {
    let found = this.#atom();
    if (found.kind === "literal") return found;
    for (;;)
      if (this.#take("[")) {
        const key = this.#take("*") ? "*" : this.#or();
        this.#expect("]");
        found = { kind: "member", of: found, key };
      } else if (this.#take(".")) {
        const { kind, text } = this.#next;
        if (!this.#take("*")) {
          if (kind !== "name") throw this.#unexpected();
          this.#at += 1;
        }
        found = {
          kind: "member",
          of: found,
          key: kind === "name" ? { kind: "literal", value: text } : "*",
        };
      } else return found;
  }

  #atom(): Expression {
    const token = this.#next;
    const { kind, text, start, end } = token;
    if (kind === "end" || (kind === "sign" && text !== "(")) throw this.#unexpected();
    this.#at += 1;
    if (kind === "text") return { kind: "literal", value: text };
    if (kind === "number") return { kind: "literal", value: Number(text) };
    if (kind === "name") {
      if (this.#take("(")) return { kind: "call", name: text, given: this.#given(), start, end };
      const word = WORDS.get(text.toLowerCase());
      return word === undefined
        ? { kind: "context", name: text, start, end }
        : { kind: "literal", value: word };
    }
    const found = this.#or();
    this.#expect(")");
    return found;
  }

  #given(): readonly Expression[] {
    const given: Expression[] = [];
    while (!this.#take(")")) {
      given.push(this.#or());
      if (this.#next.text !== ")") this.#expect(",");
    }
    return given;
  }

  #take(sign: string): boolean {
    const isThere = this.#next.kind === "sign" && this.#next.text === sign;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw this.#unexpected(sign);
  }

  #unexpected(wanted?: string): ExpressionError {
    const { kind, text } = this.#next;
    const help = wanted === undefined ? "correct the expression" : `add ${wanted}`;
    if (kind === "end") return new ExpressionError("the expression ends too early", this.#next, help);
    return new ExpressionError(`${text} is not expected in the expression`, this.#next, help);
  }
}

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  const last = source.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < last) {
    const from = TOKEN.lastIndex;
    const [whole = "", text, number, name, sign] = TOKEN.exec(source) ?? [];
    const end = from + whole.length;
    const token = text ?? number ?? name ?? sign;
    if (token === undefined) throw noToken(source, from);
    const place = { start: end - token.length, end };
    if (text !== undefined)
      found.push({ kind: "text", text: text.slice(1, -1).replaceAll("''", "'"), ...place });
    else found.push({ kind: number ? "number" : name ? "name" : "sign", text: token, ...place });
  }
  found.push({ kind: "end", text: "", start: last, end: last });
  return found;
}

function noToken(source: string, from: number): ExpressionError {
  const start = from + (/^\s*/.exec(source.slice(from))?.[0].length ?? 0);
  const rest = source.slice(start);
  const whole = { start, end: source.length };
  if (rest.startsWith("'"))
    return new ExpressionError(
      "a text of the expression has no closing quote",
      whole,
      "close the text with ', and write '' for a quote inside it",
    );
  const double = /^"([^"]*)"?/.exec(rest);
  if (double !== null)
    return new ExpressionError(
      "the expression has double quotes, which GitHub does not take",
      { start, end: start + double[0].length },
      `write '${double[1]?.replaceAll("'", "''") ?? ""}'`,
    );
  const symbol = /^[^\s\w'"]/.exec(rest)?.[0] ?? rest.split(/\s/, 1)[0] ?? rest;
  const twice = { "=": "==", "&": "&&", "|": "||" }[symbol];
  return new ExpressionError(
    `${symbol} is not expected in the expression`,
    { start, end: start + symbol.length },
    twice === undefined ? "correct the expression" : `write ${twice}`,
  );
}
