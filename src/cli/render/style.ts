/** What a terminal can show, and how a text is painted for it; without color a text stays as it is. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** Makes a text a link (OSC 8), where the terminal knows them. */
  readonly link: (text: string, url: string) => string;
  /** A path as a person knows it: the home directory as `~`. */
  readonly path: (path: string) => string;
  /** Columns of the terminal; undefined where the text goes to a file or a pipe. */
  readonly columns: number | undefined;
}

/** ECMA-48 "Select Graphic Rendition": on and off. (`node:util` has them too, but loading it takes longer than a short run.) */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
} as const;

/** Where a text will be read. */
export interface Surface {
  readonly columns?: number | undefined;
  readonly home?: string;
  readonly links?: boolean;
}

/** Colors for a terminal, or none. */
export function makeStyle(color: boolean, { columns, home = "", links = false }: Surface = {}): Style {
  const paint =
    (...formats: (keyof typeof CODES)[]) =>
    (text: string): string =>
      color ? formats.reduceRight(wrap, text) : text;
  return {
    error: paint("bold", "red"),
    warning: paint("bold", "yellow"),
    info: paint("bold", "blue"),
    good: paint("bold", "green"),
    strong: paint("bold"),
    faint: paint("dim"),
    link: (text, url) => (links ? `\u001b]8;;${encodeURI(url)}\u001b\\${text}\u001b]8;;\u001b\\` : text),
    path: (path) => (home !== "" && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path),
    columns,
  };
}

function wrap(text: string, format: keyof typeof CODES): string {
  const [on, off] = CODES[format];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
