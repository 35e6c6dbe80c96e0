/** Paints words; a style without colour leaves them as they are, and nothing depends on colour. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
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

/** Colours for a terminal, or none. */
export function makeStyle(colour: boolean): Style {
  const paint =
    (...formats: (keyof typeof CODES)[]) =>
    (text: string): string =>
      colour ? formats.reduceRight(wrap, text) : text;
  return {
    error: paint("bold", "red"),
    warning: paint("bold", "yellow"),
    info: paint("bold", "blue"),
    good: paint("bold", "green"),
    strong: paint("bold"),
    faint: paint("dim"),
  };
}

function wrap(text: string, format: keyof typeof CODES): string {
  const [on, off] = CODES[format];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/**
 * Whether to colour: the flag, then NO_COLOR and FORCE_COLOR (any non-empty value, by their
 * conventions), then whether the stream is a terminal.
 */
export function wantsColour(
  flag: "auto" | "always" | "never",
  variables: Readonly<Record<string, string>>,
  terminal: boolean,
): boolean {
  if (flag !== "auto") return flag === "always";
  if ((variables["NO_COLOR"] ?? "") !== "") return false;
  if ((variables["FORCE_COLOR"] ?? "") !== "") return variables["FORCE_COLOR"] !== "0";
  return terminal && variables["TERM"] !== "dumb";
}
