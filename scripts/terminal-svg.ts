/** Draws what a terminal showed, with its colours, as an SVG picture. */

const CELL_WIDTH = 8.4;
const LINE_HEIGHT = 19;
const PADDING = 16;

const COLOURS: Readonly<Record<number, string>> = {
  30: "#1b1f24",
  31: "#ff7b72",
  32: "#7ee787",
  33: "#f2cc60",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
  37: "#e6edf3",
  90: "#8b949e",
  91: "#ffa198",
  92: "#a5f3ab",
  93: "#f8e3a1",
  94: "#a5d6ff",
  95: "#e2c5ff",
  96: "#b3f0ff",
  97: "#ffffff",
};

interface Style {
  readonly colour: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
}

const PLAIN: Style = { colour: null, bold: false, dim: false, underline: false };

/** The picture of a text with ANSI colours; other control sequences are dropped. */
export function terminalSvg(text: string): string {
  const lines = text.split("\n").map((line) => line.replaceAll("\t", "    "));
  let style = PLAIN;
  const drawn = lines.map((line, index) => {
    const { spans, end } = drawLine(line, style);
    style = end;
    const y = PADDING + LINE_HEIGHT * (index + 0.75);
    return `<text x="${PADDING}" y="${y.toFixed(1)}" xml:space="preserve">${spans}</text>`;
  });
  const columns = Math.max(80, ...lines.map((line) => visible(line).length));
  const width = Math.ceil(columns * CELL_WIDTH + 2 * PADDING);
  const height = Math.ceil(lines.length * LINE_HEIGHT + 2 * PADDING);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A recorded run of shipwheel rehearse">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${drawn.join("\n")}
</g>
</svg>
`;
}

function drawLine(line: string, begin: Style): { readonly spans: string; readonly end: Style } {
  let style = begin;
  let spans = "";
  for (const part of line.split(SEQUENCE_SPLIT)) {
    const codes = SGR.exec(part)?.[1];
    if (codes === undefined) spans += part.startsWith("\u001B") ? "" : span(part, style);
    else style = codes.split(";").map(Number).reduce(applyCode, style);
  }
  return { spans, end: style };
}

// oxlint-disable-next-line no-control-regex -- terminals speak in control characters
const SEQUENCE_SPLIT = /(\u001B\[[\d;?]*[A-Za-z])/;
// oxlint-disable-next-line no-control-regex -- as above
const SGR = /^\u001B\[([\d;]*)m$/;

function applyCode(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 39) return { ...style, colour: null };
  return { ...style, colour: COLOURS[code] ?? style.colour };
}

function span(text: string, style: Style): string {
  if (text === "") return "";
  const attributes = [
    style.colour === null ? "" : ` fill="${style.colour}"`,
    style.bold ? ' font-weight="bold"' : "",
    style.dim ? ' opacity="0.65"' : "",
    style.underline ? ' text-decoration="underline"' : "",
  ].join("");
  return `<tspan${attributes}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</tspan>`;
}

function visible(line: string): string {
  return line
    .split(SEQUENCE_SPLIT)
    .filter((part) => !part.startsWith("\u001B"))
    .join("");
}
