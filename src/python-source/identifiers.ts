/** The reserved words of Python 3; soft keywords are identifiers (Language Reference, section 2.3.1). */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** Whether a word is reserved in Python 3. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

/** Whether a word has the form of an identifier, as `str.isidentifier` has it: keywords have it, too. */
export function isIdentifier(word: string): boolean {
  return IDENTIFIER.test(word);
}
