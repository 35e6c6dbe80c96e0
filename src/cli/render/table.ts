/** A plain-text table: columns padded to their widest cell, numbers to the right. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => width(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const fill = " ".repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
        return right.includes(column) ? `${fill}${cell}` : `${cell}${fill}`;
      })
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((each) => "─".repeat(each))), ...rows.map(line)];
}

/** Columns of a cell, colour codes not counted. */
function width(text: string): number {
  // eslint-disable-next-line no-control-regex -- colour codes begin with ESC
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "").length;
}
