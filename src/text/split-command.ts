/**
 * Splits a command line into words like a POSIX shell does: blanks separate, quotes keep together, a backslash
 * takes the next letter literally. Nothing is expanded: no variables, no globs, no operators.
 */
export function splitCommand(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? "";
    if (quote === null && /\s/.test(letter)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quote === null && (letter === '"' || letter === "'")) {
      quote = letter;
      word ??= "";
    } else if (letter === quote) {
      quote = null;
    } else if (letter === "\\" && quote !== "'" && index + 1 < text.length) {
      index += 1;
      word = (word ?? "") + (text[index] ?? "");
    } else {
      word = (word ?? "") + letter;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** The words as one line that {@link splitCommand} takes apart again. */
export function joinCommand(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
