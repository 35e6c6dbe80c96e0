/** What Python's `str.strip` and `\s` take for blank: not the byte order mark, which JavaScript's do. */
// oxlint-disable-next-line no-control-regex -- Python strips these
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** A text without blanks at both ends, as Python's `str.strip` leaves it. */
export function pythonStrip(text: string): string {
  const start = pythonIndent(text);
  let end = text.length;
  while (end > start && BLANK.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}

/** How many blanks stand in front of a text. */
export function pythonIndent(text: string): number {
  let indent = 0;
  while (indent < text.length && BLANK.test(text[indent] ?? "")) indent += 1;
  return indent;
}
