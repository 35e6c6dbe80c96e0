/** What Python's `str.strip` and `\s` take for blank: not the byte order mark, which JavaScript's do. */
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const AT_THE_ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");
const IN_FRONT = new RegExp(`^${BLANK}*`);

/** A text without blanks at both ends, as Python's `str.strip` leaves it. */
export function pythonStrip(text: string): string {
  return text.replaceAll(AT_THE_ENDS, "");
}

/** How many blanks stand in front of a text. */
export function pythonIndent(text: string): number {
  return IN_FRONT.exec(text)?.[0].length ?? 0;
}
