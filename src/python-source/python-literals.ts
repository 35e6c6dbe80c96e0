/** A literal of Python source. `name` is a bare dotted name; `unknown` is anything that needs running. */
export type PythonValue =
  | { readonly kind: "string"; readonly value: string; readonly offset: number; readonly end: number }
  | {
      readonly kind: "number" | "name" | "unknown";
      readonly text: string;
      readonly offset: number;
      readonly end: number;
    }
  | {
      readonly kind: "list";
      readonly items: readonly PythonValue[];
      readonly offset: number;
      readonly end: number;
    }
  | {
      readonly kind: "dict";
      readonly entries: readonly { readonly key: PythonValue; readonly value: PythonValue }[];
      readonly offset: number;
      readonly end: number;
    }
  | {
      readonly kind: "call";
      readonly callee: string;
      readonly args: readonly PythonValue[];
      readonly keywords: ReadonlyMap<string, PythonValue>;
      readonly offset: number;
      readonly end: number;
    };

/** What the scanner sees: names, strings, numbers, punctuation; comments and line structure are gone. */
interface Token {
  readonly kind: "name" | "string" | "number" | "mark";
  readonly text: string;
  /** Of a string: its value, or null when it is an f-string or bytes. */
  readonly value: string | null;
  readonly offset: number;
  readonly end: number;
  /** True for the first token of a line without indentation. */
  readonly atMargin: boolean;
}

const STRING = /([rRbBuUfFtT]{0,2})("""|'''|"|')/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /\d[\w.]*/y;

/** Splits Python source into tokens; never throws, an unterminated string ends with the text. */
export function tokenizePython(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let lineStart = 0;
  while (at < source.length) {
    const char = source[at] ?? "";
    if (char === "\n") {
      at++;
      lineStart = at;
      continue;
    }
    if (char === "#") {
      const end = source.indexOf("\n", at);
      at = end === -1 ? source.length : end;
      continue;
    }
    if (/\s|\\/.test(char)) {
      at++;
      continue;
    }
    const token = readToken(source, at, at === lineStart);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readToken(source: string, offset: number, atMargin: boolean): Token {
  STRING.lastIndex = offset;
  const open = STRING.exec(source);
  if (open !== null) return readString(source, offset, open[1] ?? "", open[2] ?? "", atMargin);
  NAME.lastIndex = offset;
  const name = NAME.exec(source);
  if (name !== null)
    return { kind: "name", text: name[0], value: null, offset, end: NAME.lastIndex, atMargin };
  NUMBER.lastIndex = offset;
  const number = NUMBER.exec(source);
  if (number !== null)
    return { kind: "number", text: number[0], value: null, offset, end: NUMBER.lastIndex, atMargin };
  return { kind: "mark", text: source[offset] ?? "", value: null, offset, end: offset + 1, atMargin };
}

function readString(source: string, offset: number, prefix: string, quote: string, atMargin: boolean): Token {
  let at = offset + prefix.length + quote.length;
  const start = at;
  while (at < source.length && !source.startsWith(quote, at)) {
    if (quote.length === 1 && source[at] === "\n") break;
    at += source[at] === "\\" ? 2 : 1;
  }
  const body = source.slice(start, Math.min(at, source.length));
  const end = Math.min(at + quote.length, source.length);
  const value = /[bBfFtT]/.test(prefix) ? null : /[rR]/.test(prefix) ? body : unescape(body);
  return { kind: "string", text: source.slice(offset, end), value, offset, end, atMargin };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\n": "",
  "'": "'",
  '"': '"',
  "\\": "\\",
};

function unescape(body: string): string {
  return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (whole, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? whole;
  });
}

/** The calls of a function by one of its spellings (`setup`, `setuptools.setup`), with their literal arguments. */
export function findCalls(
  source: string,
  callees: readonly string[],
): readonly (PythonValue & { readonly kind: "call" })[] {
  const tokens = tokenizePython(source);
  const calls: (PythonValue & { readonly kind: "call" })[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const previous = tokens[i - 1]?.text;
    if (tokens[i]?.kind !== "name" || previous === "def" || previous === ".") continue;
    const value = new LiteralParser(tokens, i).value();
    if (value.kind === "call" && callees.includes(value.callee)) calls.push(value);
  }
  return calls;
}

/** Literals assigned to names at the margin of the file; a name assigned twice is left out. */
export function moduleConstants(source: string): ReadonlyMap<string, PythonValue> {
  const tokens = tokenizePython(source);
  const found = new Map<string, PythonValue | null>();
  for (let i = 0; i + 2 < tokens.length; i++) {
    const [name, mark] = [tokens[i], tokens[i + 1]];
    if (name?.kind !== "name" || !name.atMargin || mark?.text !== "=" || tokens[i + 2]?.text === "=")
      continue;
    found.set(name.text, found.has(name.text) ? null : new LiteralParser(tokens, i + 2).value());
  }
  return new Map([...found].filter((pair): pair is [string, PythonValue] => pair[1] !== null));
}

/** Python's own compiler takes no more brackets within one another. */
const MOST_NESTED = 200;

/** Reads one expression; whatever is not a plain literal becomes `unknown`. */
class LiteralParser {
  readonly #tokens: readonly Token[];
  #at: number;
  #depth: number = 0;

  constructor(tokens: readonly Token[], at: number) {
    this.#tokens = tokens;
    this.#at = at;
  }

  value(): PythonValue {
    const first = this.#peek();
    if (first === undefined) return { kind: "unknown", text: "", offset: 0, end: 0 };
    this.#depth++;
    const value = this.#depth > MOST_NESTED ? this.#passOver(first) : this.#primary(first);
    this.#depth--;
    const next = this.#peek();
    // An operator, attribute or comprehension behind a literal makes it computed.
    if (next === undefined || /^[,)\]}:=#]$/.test(next.text) || next.atMargin || value.kind === "call")
      return value;
    return next.kind === "mark" || /^(if|for|or|and|in|not|is)$/.test(next.text)
      ? { kind: "unknown", text: first.text, offset: value.offset, end: value.end }
      : value;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #primary(first: Token): PythonValue {
    if (first.kind === "string") return this.#string(first);
    if (first.kind === "number") {
      this.#at++;
      return { kind: "number", text: first.text, offset: first.offset, end: first.end };
    }
    if (first.kind === "name") return this.#nameOrCall(first);
    if (first.text === "[" || first.text === "(") return this.#sequence(first);
    if (first.text === "{") return this.#dict(first);
    return this.#passOver(first);
  }

  #passOver(first: Token): PythonValue {
    this.#skip(first);
    return { kind: "unknown", text: first.text, offset: first.offset, end: first.end };
  }

  #string(first: Token): PythonValue {
    let value: string | null = "";
    let end = first.end;
    for (let token = this.#peek(); token?.kind === "string"; token = this.#peek()) {
      value = value === null || token.value === null ? null : value + token.value;
      end = token.end;
      this.#at++;
    }
    if (value === null) return { kind: "unknown", text: first.text, offset: first.offset, end };
    return { kind: "string", value, offset: first.offset, end };
  }

  #nameOrCall(first: Token): PythonValue {
    let text = first.text;
    let end = first.end;
    this.#at++;
    while (this.#peek()?.text === "." && this.#tokens[this.#at + 1]?.kind === "name") {
      const part = this.#tokens[this.#at + 1];
      text += `.${part?.text ?? ""}`;
      end = part?.end ?? end;
      this.#at += 2;
    }
    if (this.#peek()?.text !== "(") return { kind: "name", text, offset: first.offset, end };
    this.#at++;
    const args: PythonValue[] = [];
    const keywords = new Map<string, PythonValue>();
    for (let token = this.#peek(); token !== undefined && token.text !== ")"; token = this.#peek()) {
      const isKeyword = token.kind === "name" && this.#tokens[this.#at + 1]?.text === "=";
      if (isKeyword && this.#tokens[this.#at + 2]?.text !== "=") {
        this.#at += 2;
        keywords.set(token.text, this.value());
      } else args.push(this.value());
      end = this.#separator();
    }
    end = this.#peek()?.end ?? end;
    this.#at++;
    return { kind: "call", callee: text, args, keywords, offset: first.offset, end };
  }

  #sequence(first: Token): PythonValue {
    const close = first.text === "[" ? "]" : ")";
    this.#at++;
    const items: PythonValue[] = [];
    let commas = 0;
    for (let token = this.#peek(); token !== undefined && token.text !== close; token = this.#peek()) {
      items.push(this.value());
      const before = this.#at;
      this.#separator();
      if (this.#tokens[this.#at - 1]?.text === "," && this.#at > before) commas++;
    }
    const end = this.#peek()?.end ?? first.end;
    this.#at++;
    const only = items[0];
    if (close === ")" && items.length === 1 && commas === 0 && only !== undefined)
      return { ...only, offset: first.offset, end };
    return { kind: "list", items, offset: first.offset, end };
  }

  #dict(first: Token): PythonValue {
    this.#at++;
    const entries: { key: PythonValue; value: PythonValue }[] = [];
    let computed = false;
    for (let token = this.#peek(); token !== undefined && token.text !== "}"; token = this.#peek()) {
      const key = this.value();
      if (this.#peek()?.text === ":") {
        this.#at++;
        entries.push({ key, value: this.value() });
      } else computed = true;
      this.#separator();
    }
    const end = this.#peek()?.end ?? first.end;
    this.#at++;
    if (computed) return { kind: "unknown", text: "{", offset: first.offset, end };
    return { kind: "dict", entries, offset: first.offset, end };
  }

  /** Passes over what is left of an element, up to and with its comma, or up to the closing bracket. */
  #separator(): number {
    let end = 0;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      end = token.end;
      if (token.text === ",") {
        this.#at++;
        return end;
      }
      if (/^[)\]}]$/.test(token.text)) return end;
      this.#skip(token);
    }
    return end;
  }

  #skip(token: Token): void {
    this.#at++;
    if (!/^[([{]$/.test(token.text)) return;
    let depth = 1;
    for (let next = this.#peek(); next !== undefined && depth > 0; next = this.#peek()) {
      if (/^[([{]$/.test(next.text)) depth++;
      else if (/^[)\]}]$/.test(next.text)) depth--;
      this.#at++;
    }
  }
}
