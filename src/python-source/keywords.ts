/** The reserved words of Python 3: no module can be imported by such a name (Language Reference, section 2.3.1). */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** Whether a word is reserved in Python 3. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}
