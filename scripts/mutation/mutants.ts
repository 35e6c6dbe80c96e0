/** A text with one thing changed that a test should notice. */
export interface Mutant {
  readonly line: number;
  /** The line before and after. */
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

/** Operators: what is looked for outside of strings and comments, and what takes its place. */
const OPERATORS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/[!=]==/g, (found) => (found === "===" ? "!==" : "===")],
  [/(?<= )[<>]=?(?= )/g, (found) => (found.endsWith("=") ? found.slice(0, 1) : `${found}=`)],
  [/&&|\|\|/g, (found) => (found === "&&" ? "||" : "&&")],
  [/\.(?:some|every)(?=\()/g, (found) => (found === ".some" ? ".every" : ".some")],
  [/\b(?:true|false)\b/g, (found) => (found === "true" ? "false" : "true")],
  [/(?<=[(\s])!(?=[\w(])/g, () => ""],
  [/\b(?:return|continue);/g, () => ";"],
];

/** Every mutant of a source; the documentation of a rule is no code. */
export function mutantsOf(source: string): readonly Mutant[] {
  const lines = source.split("\n");
  const masked = maskedLines(source);
  const begin = lines.findIndex((line) => /^ {2}docs: \{$/.test(line));
  const end = lines.findIndex((line, at) => at > begin && /^ {2}\},$/.test(line));
  const isCode = (at: number): boolean => begin === -1 || at < begin || at > end;
  const changed = (at: number, after: string): Mutant => ({
    line: at + 1,
    before: (lines[at] ?? "").trim(),
    after: after.trim(),
    text: [...lines.slice(0, at), after, ...lines.slice(at + 1)].join("\n"),
  });
  return masked.flatMap((mask, at) => {
    const line = lines[at] ?? "";
    if (!isCode(at) || /^\s*(?:import\b|\}? ?from\b|export (?:type|interface)|readonly\b|\/?\*)/.test(mask))
      return [];
    const swapped = OPERATORS.flatMap(([pattern, other]) =>
      [...mask.matchAll(pattern)].map(({ 0: found, index }) =>
        changed(at, line.slice(0, index) + other(found) + line.slice(index + found.length)),
      ),
    );
    const removed = /^\s+(?:"[^"]*"|'[^']*'|\/.+\/[a-z]*),$/.test(line) ? [changed(at, "")] : [];
    return [...swapped, ...removed];
  });
}

/** The lines with strings, regular expressions and comments blanked; every character keeps its place. */
function maskedLines(source: string): readonly string[] {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");
  return source
    .replaceAll(
      /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(=,:[!&|?] ?)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g,
      blank,
    )
    .split("\n");
}
