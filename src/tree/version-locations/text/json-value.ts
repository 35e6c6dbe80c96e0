/** Where a string value stands in a text, without its quotes. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The place of the string at a path of keys in a JSON text; null when there is none, when it is no string or has
 * escapes, or when the text is no JSON. Of a key that occurs twice the last one counts, as for JSON.parse.
 */
export function jsonString(text: string, path: readonly string[]): TextRange | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let at = 0;
  let found: TextRange | null = null;

  function skip(): void {
    while (/\s/.test(text[at] ?? "")) at++;
  }
  function string(): TextRange {
    const start = at + 1;
    for (at = start; text[at] !== '"'; at++) if (text[at] === "\\") at++;
    return { start, end: at++ };
  }
  function pass(): void {
    let depth = 0;
    do {
      if (text[at] === '"') {
        string();
        continue;
      }
      if (/[{[]/.test(text[at] ?? "")) depth++;
      else if (/[}\]]/.test(text[at] ?? "")) depth--;
      at++;
    } while (depth > 0);
  }
  /** Reads one value; `depth` keys of the path lead to it, -1 when it lies elsewhere. */
  function value(depth: number): void {
    skip();
    const open = text[at];
    if (open === '"') {
      const range = string();
      const plain = !text.slice(range.start, range.end).includes("\\");
      if (depth === path.length) found = plain ? range : null;
    } else if (open === "{" || open === "[") {
      if (depth === path.length) found = null;
      // Only what lies on the path is walked; anything else may be nested as deep as it likes.
      if (depth === -1 || depth >= path.length) pass();
      else {
        at++;
        members(open === "{", depth);
      }
    } else {
      if (depth === path.length) found = null;
      while (/[^\s,\]}]/.test(text[at] ?? ",")) at++;
    }
  }
  function members(isObject: boolean, depth: number): void {
    for (skip(); text[at] !== "}" && text[at] !== "]"; skip()) {
      let next = -1;
      if (isObject) {
        const key = string();
        const name = JSON.parse(text.slice(key.start - 1, key.end + 1)) as string;
        if (depth >= 0 && path[depth] === name) next = depth + 1;
        skip();
        at++;
      }
      value(next);
      skip();
      if (text[at] === ",") at++;
    }
    at++;
  }

  value(0);
  return found;
}
