import { fault } from "../../../findings/fault.ts";

/** Flags at the beginning of a pattern. */
export interface RegexFlags {
  readonly ascii: boolean;
  readonly dotAll: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly verbose: boolean;
}

/** What an opening parenthesis begins, and how that is written in JavaScript. */
export type GroupHead =
  | { readonly kind: "capture"; readonly name: string | null; readonly source: string }
  | { readonly kind: "plain" | "ahead" | "behind" | "comment"; readonly source: string };

const HEADS: readonly (readonly [string, GroupHead])[] = [
  ["?:", { kind: "plain", source: "(?:" }],
  ["?=", { kind: "ahead", source: "(?=" }],
  ["?!", { kind: "ahead", source: "(?!" }],
  ["?<=", { kind: "behind", source: "(?<=" }],
  ["?<!", { kind: "behind", source: "(?<!" }],
];

/** Reads a pattern of Python's `re` letter by letter. */
export class RegexReader {
  readonly #regex: string;
  #at = 0;

  constructor(regex: string) {
    this.#regex = regex;
  }

  get done(): boolean {
    return this.#at >= this.#regex.length;
  }

  /** The next character (a code point), or the empty string at the end. */
  peek(): string {
    return this.done ? "" : String.fromCodePoint(this.#regex.codePointAt(this.#at) ?? 0);
  }

  next(): string {
    const letter = this.peek();
    this.#at += letter.length;
    return letter;
  }

  /** Takes `text` if it comes next. */
  take(text: string): boolean {
    const found = this.#regex.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  /** Takes what a sticky expression finds next. */
  takeMatch(pattern: RegExp): RegExpExecArray | null {
    const found = new RegExp(pattern.source, "uy");
    found.lastIndex = this.#at;
    const match = found.exec(this.#regex);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  skipLine(): void {
    while (!this.done && this.next() !== "\n");
  }

  /** `(?ix)`, which Python allows at the very beginning only. */
  leadingFlags(): RegexFlags {
    const letters = this.takeMatch(/\(\?([aiLmsux]+)\)/)?.[1] ?? "";
    if (letters.includes("L")) this.unsupported("the flag L (locale)");
    const has = (letter: string): boolean => letters.includes(letter);
    return {
      ascii: has("a"),
      dotAll: has("s"),
      ignoreCase: has("i"),
      multiline: has("m"),
      verbose: has("x"),
    };
  }

  /** What stands behind an opening parenthesis. */
  groupHead(): GroupHead {
    if (this.peek() !== "?") return { kind: "capture", name: null, source: "(" };
    const name = this.takeMatch(/\?P<([\p{L}_][\p{L}\p{N}_]*)>/u)?.[1];
    if (name !== undefined) return { kind: "capture", name, source: "(" };
    for (const [text, head] of HEADS) if (this.take(text)) return head;
    if (this.takeMatch(/\?#[^)]*\)/) !== null) return { kind: "comment", source: "" };
    if (this.take("?>")) return this.unsupported("an atomic group");
    if (this.take("?P=")) return this.unsupported("a backreference");
    if (this.take("?(")) return this.unsupported("a conditional group");
    if (this.takeMatch(/\?[aiLmsux-]+[:)]/) !== null) return this.unsupported("flags inside the pattern");
    return this.refuse("has an unknown kind of group");
  }

  /** `{2}`, `{2,}`, `{,3}` or `{2,3}` behind a brace that was just read; null when it is a brace. */
  bounds(): readonly [low: string, high: string | null] | null {
    const match = /^(?:([0-9]+)|([0-9]*),([0-9]*))\}/.exec(this.#regex.slice(this.#at));
    if (match === null) return null;
    const [, exact, low = "", high = ""] = match;
    if (exact !== undefined) return [exact, exact];
    return low === "" && high === "" ? ["0", null] : [low || "0", high || null];
  }

  takeBounds(): string {
    const [low, high] = this.bounds() ?? ["0", null];
    while (this.next() !== "}");
    if (high !== null && BigInt(high) < BigInt(low))
      this.refuse("has a repetition whose maximum is below its minimum");
    return `{${low},${high ?? ""}}`;
  }

  /** Python would not compile it either. */
  refuse(reason: string): never {
    throw fault("bad-tag-regex", { regex: this.#regex, reason });
  }

  /** Python would, JavaScript would not, or would mean something else. */
  unsupported(what: string): never {
    throw fault("unsupported-regex", { regex: this.#regex, reason: `${what} is not supported` });
  }
}
