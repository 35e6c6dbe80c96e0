import { formatBytes, formatSeconds } from "../text/quantities.ts";
import type { Footprint, FootprintReport } from "./footprint.ts";

const BEGIN =
  "<!-- shipwheel footprint: written by `shipwheel footprint`; text outside these markers is yours -->";
const END = "<!-- end of shipwheel footprint -->";

/** The columns of every form. */
export const FOOTPRINT_COLUMNS: readonly string[] = [
  "extras",
  "installed",
  "of it the project",
  "files",
  "dependencies",
  "install",
  "import",
];

/** A row as text; what was not measured is a dash. */
export function footprintCells(row: Footprint): readonly string[] {
  const seconds = (each: number | null): string => (each === null ? "-" : formatSeconds(each));
  return [
    row.extras.length === 0 ? "none" : row.extras.join(", "),
    formatBytes(row.installed),
    formatBytes(row.own),
    String(row.files),
    String(row.dependencies),
    seconds(row.installSeconds),
    seconds(row.importSeconds),
  ];
}

/** The table for the documentation. Extras are names of PEP 685: nothing in them is markup. */
export function footprintMarkdown({ project, version, archives, rows }: FootprintReport): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const files = archives.map(({ kind, size }) => `${kind} ${formatBytes(size)}`).join(", ");
  return [
    `${project} ${version}: ${files}.`,
    "",
    line(FOOTPRINT_COLUMNS),
    line(FOOTPRINT_COLUMNS.map((_, at) => (at === 0 ? "---" : "---:"))),
    ...rows.map((row) => line(footprintCells(row))),
  ].join("\n");
}

/** A document with the table between the markers: in the place of the last one, else at its end. */
export function withFootprint(text: string, report: FootprintReport): string {
  const block = `${BEGIN}\n${footprintMarkdown(report)}\n${END}`;
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin !== -1 && end > begin) return `${text.slice(0, begin)}${block}${text.slice(end + END.length)}`;
  const before = text.trimEnd();
  return before === "" ? `${block}\n` : `${before}\n\n${block}\n`;
}
