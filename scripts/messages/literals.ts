/** A text in a source file; of a template, holes are `${…}`. */
export interface Literal {
  readonly text: string;
  readonly line: number;
}

/**
 * The string literals and templates of TypeScript, without those of comments and regular expressions. Neighbours joined by
 * `+` are one text.
 */
export function literals(source: string): readonly Literal[] {
  const found: { text: string; line: number; end: number }[] = [];
  const token =
    /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//g;
  for (const { 0: raw, index } of source.matchAll(token)) {
    if (!/^["'`]/.test(raw)) continue;
    const text = raw
      .slice(1, -1)
      .replaceAll(/\$\{[^}]*\}/g, "${…}")
      .replaceAll(/\\(["'`])/g, "$1");
    const last = found.at(-1);
    const isJoined = last !== undefined && /^\s*\+\s*$/.test(source.slice(last.end, index));
    if (isJoined) {
      last.text += text;
      last.end = index + raw.length;
    } else found.push({ text, line: source.slice(0, index).split("\n").length, end: index + raw.length });
  }
  return found.map(({ text, line }) => ({ text, line }));
}
