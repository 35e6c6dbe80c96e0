import { padWidth, textWidth, wrapWidth } from "./width.ts";

/** Columns that a last cell needs before it is worth keeping beside the others. */
const LEAST_LAST = 20;

/**
 * A plain-text table: columns padded to their widest cell, numbers to the right. Where it is wider than the terminal,
 * the last column is wrapped, and where that leaves it too little room, it folds: each last cell goes below its row.
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly right?: readonly number[]; readonly columns?: number | undefined } = {},
): readonly string[] {
  const { right = [], columns } = options;
  const widths = head.map((title, column) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[column] ?? ""))),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const last = widths.at(-1) ?? 0;
  const room = columns === undefined ? last : columns - before;
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const fill = " ".repeat(Math.max(0, (widths[column] ?? 0) - textWidth(cell)));
        return right.includes(column) ? `${fill}${cell}` : `${cell}${fill}`;
      })
      .join("  ")
      .trimEnd();
  const row = (cells: readonly string[]): readonly string[] => {
    if (last <= room) return [line(cells)];
    const text = cells.at(-1) ?? "";
    if (room < LEAST_LAST)
      return [line(cells.slice(0, -1)), ...indented(wrapWidth(text, (columns ?? 80) - 4), 4)];
    const [first = "", ...more] = wrapWidth(text, room);
    return [line([...cells.slice(0, -1), first]), ...indented(more, before)];
  };
  const rule = widths.map((width, column) =>
    "─".repeat(column === widths.length - 1 ? Math.max(0, Math.min(width, room)) : width),
  );
  return [line(head), line(rule), ...rows.flatMap(row)];
}

function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.filter((each) => each !== "").map((each) => padWidth("", columns) + each);
}
