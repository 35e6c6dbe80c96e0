import { safeText } from "../../text/printable.ts";

/** Characters of one cell. */
const LONGEST_CELL = 300;

/** A table of GitHub's Markdown; nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text of a project or server inside Markdown: one line, nothing of it is markup. */
export function cell(text: string): string {
  const line = safeText(text).replaceAll(/\s*[\r\n]+\s*/g, " ");
  const cut = line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
  return cut
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~#@!:]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** What goes between two backquotes. */
export function code(text: string): string {
  return safeText(text).replaceAll(/[`\r\n|]/g, " ");
}
