/** Thrown inside a parser of this room only; its public functions return it as a value. */
export class SyntaxProblem extends Error {
  /** 0-based offset into the text, of where the thing begins that is wrong. */
  readonly offset: number;
  /** 0-based, of where the reader stopped. */
  readonly end: number;

  constructor(message: string, offset: number, end: number) {
    super(message);
    this.name = "SyntaxProblem";
    this.offset = offset;
    this.end = end;
  }
}

/** Walks over a text by sticky regular expressions. */
export class TextScanner {
  readonly text: string;
  /** 0-based offset of what comes next. */
  offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.offset === this.text.length;
  }

  /** The text that a sticky expression matches here, consumed; null, and nothing consumed, when it does not match. */
  take(pattern: RegExp): string | null {
    const match = this.#match(pattern);
    if (match === null) return null;
    this.offset += match.length;
    return match;
  }

  /** Whether a sticky expression matches here. */
  sees(pattern: RegExp): boolean {
    return this.#match(pattern) !== null;
  }

  skipBlanks(): void {
    this.take(/[ \t]+/y);
  }

  fail(message: string, offset: number = this.offset): never {
    throw new SyntaxProblem(message, offset, this.offset);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.text)?.[0] ?? null;
  }
}
