/** Characters at which an atom ends (RFC 5322, "specials" and blanks). */
const ATOM_ENDS = '()<>@,:;."[] \t\r\n';
/** A phrase may hold dots: the older syntax had them, and people write `Ada B. Lovelace`. */
const WORD_ENDS = ATOM_ENDS.replace(".", "");

/**
 * The one address of a header such as `Ada <ada@good.dev>`, as Python's `email.utils.parseaddr` reads it since 3.12.6,
 * which is what PyPI asks. Empty when there is none, when there are several, and when Python takes it for nonsense: PyPI
 * judges none of these.
 */
export function onlyAddress(text: string): string {
  if (!isBalanced(text)) return "";
  const reader = new AddressReader(text);
  const found: string[] = [];
  while (!reader.atEnd) {
    const addresses = reader.address();
    for (const each of addresses.length === 0 ? [""] : addresses) found.push(each);
  }
  const [first = ""] = found;
  return found.length === 1 && !first.includes("[") ? first : "";
}

/** Whether the parentheses outside of quotes close; what a backslash stands before does not count. */
function isBalanced(text: string): boolean {
  const plain = text.includes('"') ? withoutQuoted(text) : text;
  let open = 0;
  for (const [mark] of plain.matchAll(/\\[^]|[()]/g)) {
    if (mark === "(") open += 1;
    if (mark === ")") open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

function withoutQuoted(text: string): string {
  let kept = "";
  let start = 0;
  let opened: number | null = null;
  for (const { 0: mark, index } of text.matchAll(/\\[^]|"/g)) {
    if (mark !== '"') continue;
    if (opened === null) opened = index;
    else {
      kept += text.slice(start, opened);
      start = index + 1;
      opened = null;
    }
  }
  return kept + text.slice(start);
}

/** Walks over a header and forgives what Python forgives. */
class AddressReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get #next(): string {
    return this.#text[this.#at] ?? "";
  }

  /** The next address, or those of the next group. */
  address(): readonly string[] {
    this.#blanks();
    const start = this.#at;
    const words = this.#words();
    this.#blanks();
    let found: readonly string[] = [];
    if (this.atEnd) found = words.slice(0, 1);
    else if (this.#next === "." || this.#next === "@") {
      this.#at = start;
      found = [this.#plain()];
    } else if (this.#next === ":") found = this.#group();
    else if (this.#next === "<") found = [this.#inBrackets()];
    else if (words.length > 0) found = words.slice(0, 1);
    else this.#at += 1;
    this.#blanks();
    if (this.#next === ",") this.#at += 1;
    return found;
  }

  #group(): readonly string[] {
    const members: string[] = [];
    this.#at += 1;
    while (!this.atEnd) {
      this.#blanks();
      if (this.#next === ";") {
        this.#at += 1;
        break;
      }
      for (const each of this.address()) members.push(each);
    }
    return members;
  }

  /** `<address>`, perhaps with the route that the oldest mail had in front: `<@host:address>`. */
  #inBrackets(): string {
    this.#at += 1;
    this.#blanks();
    while (!this.atEnd) {
      if (this.#next === ">") {
        this.#at += 1;
        return "";
      }
      if (this.#next === "@") {
        this.#at += 1;
        this.#blanks();
        if (!this.atEnd) this.#domain();
      } else if (this.#next === ":") this.#at += 1;
      else {
        const address = this.#plain();
        this.#at += 1;
        return address;
      }
      this.#blanks();
    }
    return "";
  }

  /** `local@domain`; without the at sign what there is, and nothing at all when the domain is none. */
  #plain(): string {
    const parts: string[] = [];
    this.#blanks();
    while (!this.atEnd) {
      let keepsBlanks = true;
      if (this.#next === ".") {
        if (parts.at(-1)?.trim() === "") parts.pop();
        parts.push(".");
        this.#at += 1;
        keepsBlanks = false;
      } else if (this.#next === '"') {
        parts.push(`"${this.#quoted().replaceAll(/["\\]/g, "\\$&")}"`);
      } else if (ATOM_ENDS.includes(this.#next)) {
        if (parts.at(-1)?.trim() === "") parts.pop();
        break;
      } else parts.push(this.#atom(ATOM_ENDS));
      const blanks = this.#blanks();
      if (keepsBlanks && blanks !== "") parts.push(blanks);
    }
    if (this.#next !== "@") return parts.join("");
    this.#at += 1;
    this.#blanks();
    const domain = this.#domain();
    return domain === "" ? "" : `${parts.join("")}@${domain}`;
  }

  /** Empty for two at signs in a row of domains, too: such an address could be read in two ways. */
  #domain(): string {
    let domain = "";
    while (!this.atEnd) {
      if (this.#next === " " || this.#next === "\t") this.#at += 1;
      else if (this.#next === "(") this.#comment();
      else if (this.#next === "[") domain += `[${this.#delimited("]\r", false)}]`;
      else if (this.#next === ".") {
        this.#at += 1;
        domain += ".";
      } else if (this.#next === "@") return "";
      else if (ATOM_ENDS.includes(this.#next)) break;
      else domain += this.#atom(ATOM_ENDS);
    }
    return domain;
  }

  #words(): readonly string[] {
    const words: string[] = [];
    while (!this.atEnd) {
      if (" \t\r\n".includes(this.#next)) this.#at += 1;
      else if (this.#next === '"') words.push(this.#quoted());
      else if (this.#next === "(") this.#comment();
      else if (WORD_ENDS.includes(this.#next)) break;
      else words.push(this.#atom(WORD_ENDS));
    }
    return words;
  }

  #atom(ends: string): string {
    const start = this.#at;
    while (!this.atEnd && !ends.includes(this.#next)) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #quoted(): string {
    return this.#delimited('"\r', false);
  }

  #comment(): void {
    this.#delimited(")\r", true);
  }

  /** From the opening mark, where the reader stands, to the first of `ends`. */
  #delimited(ends: string, nested: boolean): string {
    let content = "";
    this.#at += 1;
    while (!this.atEnd) {
      const mark = this.#next;
      if (ends.includes(mark)) {
        this.#at += 1;
        break;
      }
      if (nested && mark === "(") {
        this.#comment();
        continue;
      }
      if (mark === "\\") this.#at += 1;
      content += this.#next;
      this.#at += 1;
    }
    return content;
  }

  /** Skips blanks, line ends and comments; returns the blanks. */
  #blanks(): string {
    let blanks = "";
    while (!this.atEnd) {
      if (this.#next === "(") this.#comment();
      else if (/[ \t\r\n]/.test(this.#next)) {
        if (/[ \t]/.test(this.#next)) blanks += this.#next;
        this.#at += 1;
      } else break;
    }
    return blanks;
  }
}
