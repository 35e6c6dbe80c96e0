import { formatBytes, formatSeconds } from "../text/quantities.ts";
import type { Footprint, FootprintReport } from "./footprint.ts";

/** A format that takes the table: its comments are the markers. */
interface DocumentFormat {
  readonly extensions: RegExp;
  readonly comment: (text: string) => string;
  readonly table: (rows: readonly (readonly string[])[]) => string;
}

const BEGIN = "shipwheel footprint: written by `shipwheel footprint`; text outside these markers is yours";
const END = "end of shipwheel footprint";

const FORMATS: readonly DocumentFormat[] = [
  {
    extensions: /\.(?:md|markdown|mdx)$/i,
    comment: (text) => `<!-- ${text} -->`,
    table: ([head = [], ...rows]) =>
      [head, head.map((_, at) => (at === 0 ? "---" : "---:")), ...rows]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n"),
  },
  {
    extensions: /\.re?st$/i,
    comment: (text) => `.. ${text}`,
    table: (rows) =>
      [
        ".. list-table::",
        "   :header-rows: 1",
        "",
        ...rows.flatMap((cells) => cells.map((cell, at) => `   ${at === 0 ? "* -" : "  -"} ${cell}`)),
      ].join("\n"),
  },
];

/** The format of a document by its name; null: none that takes the table. */
export function documentFormat(file: string): DocumentFormat | null {
  return FORMATS.find(({ extensions }) => extensions.test(file)) ?? null;
}

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
function footprintText(
  { project, version, archives, rows }: FootprintReport,
  { table }: DocumentFormat,
): string {
  const files = archives.map(({ kind, size }) => `${kind} ${formatBytes(size)}`).join(", ");
  return [
    `${project} ${version}: ${files}.`,
    "",
    table([FOOTPRINT_COLUMNS, ...rows.map(footprintCells)]),
  ].join("\n");
}

/** A document with the table between the markers: in the place of the last one, else at its end. */
export function withFootprint(text: string, report: FootprintReport, format: DocumentFormat): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const [first, last] = [format.comment(BEGIN), format.comment(END)];
  const block = [first, "", footprintText(report, format), "", last].join("\n").replaceAll("\n", eol);
  const [begin, end] = [text.indexOf(first), text.indexOf(last)];
  if (begin !== -1 && end > begin) return `${text.slice(0, begin)}${block}${text.slice(end + last.length)}`;
  const before = text.trimEnd();
  return before === "" ? `${block}${eol}` : `${before}${eol}${eol}${block}${eol}`;
}
