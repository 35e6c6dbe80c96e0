/**
 * The fields at the beginning of a text in the manner of mail, as Python's `HeaderParser` gives them: up to the first
 * line that is neither a field nor the continuation of one. Names as written, and of several with one name the last.
 */
export function readHeaders(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let current: string | null = null;
  for (const [number, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^[ \t]/.test(line) && current !== null) {
      fields.set(current, `${fields.get(current)}\n${line}`);
      continue;
    }
    // The line that mbox files begin with.
    if (number === 0 && line.startsWith("From ")) continue;
    const match = /^([!-9;-~]*):[ \t]*(.*)$/s.exec(line);
    if (match === null) break;
    current = match[1] ?? "";
    fields.set(current, match[2] ?? "");
  }
  return fields;
}
