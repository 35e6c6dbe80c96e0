/** Text as Python's `repr` writes it; null is `None`. */
export function pythonRepr(value: string | number | boolean | null): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  let text = "";
  for (const letter of value) {
    if (letter === quote || letter === "\\") text += `\\${letter}`;
    else if (letter === "\n") text += "\\n";
    else if (letter === "\r") text += "\\r";
    else if (letter === "\t") text += "\\t";
    else if (/[\p{C}\p{Z}]/u.test(letter) && letter !== " ") text += escaped(letter);
    else text += letter;
  }
  return quote + text + quote;
}

function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const BLANKS = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const EDGES = new RegExp(`^${BLANKS}|${BLANKS}$`, "g");

/** What Python's `str.strip()` leaves: other blanks than JavaScript's `trim`. */
export function pythonStrip(text: string): string {
  return text.replace(EDGES, "");
}
