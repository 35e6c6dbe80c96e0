import fastStringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";

// eslint-disable-next-line no-control-regex -- colors and links begin with ESC
const SEQUENCES = /\u001b\[[0-9;]*m|\u001b\]8;;[^\u001b]*\u001b\\/g;
// eslint-disable-next-line no-control-regex -- what is one column wide without a table
const ASCII = /^[\u0020-\u007e]*$/;

/** Columns of a text on a terminal: colors and links have none, East Asian wide characters two. */
export function textWidth(text: string): number {
  const plain = text.replaceAll(SEQUENCES, "");
  return ASCII.test(plain) ? plain.length : fastStringWidth(plain);
}

/** A plain text in at most so many columns, its end replaced by an ellipsis. */
export function fitWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = "";
  let used = 0;
  for (const character of text) {
    used += textWidth(character);
    if (used > columns - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Pads with blanks up to so many columns. */
export function padWidth(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

/** Lines of at most so many columns, broken between words; a longer word (a path) stays whole. */
export function wrapWidth(text: string, columns: number | undefined): readonly string[] {
  if (columns === undefined || textWidth(text) <= columns) return [text];
  return wrapAnsi(text, Math.max(20, columns), { hard: false, trim: true }).split("\n");
}
