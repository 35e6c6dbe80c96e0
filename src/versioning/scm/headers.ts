/**
 * The fields at the beginning of a text in the manner of mail, as Python's `HeaderParser` gives them: up to the first
 * line that is neither a field nor the continuation of one. Names as written, and of several with one name the last.
 */
export function readHeaders(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let current: string | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^[ \t]/.test(line)) {
      // The continuation of nothing is passed over.
      if (current !== null) fields.set(current, `${fields.get(current)}\n${line}`);
      continue;
    }
    // What mbox files begin a message with, and a field without a name, are passed over wherever they stand.
    if (line.startsWith("From ") || line.startsWith(":")) {
      current = null;
      continue;
    }
    const match = /^([!-9;-~]+):[ \t]*(.*)$/s.exec(line);
    if (match === null) break;
    current = match[1] ?? "";
    fields.set(current, match[2] ?? "");
  }
  return fields;
}
