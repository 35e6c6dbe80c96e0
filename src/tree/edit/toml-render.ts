import type { KeyPath, TomlValue } from "../formats/toml-file.ts";

/** How a string is quoted when there is a choice. */
export type Quote = '"' | "'";

/** Arrays that would be wider than this are written one item a line. */
const WIDTH = 88;

/** A value as TOML text. `indent` is the line's own, for arrays that take several lines. */
export function renderToml(value: TomlValue, quote: Quote, end: string, indent: string = ""): string {
  if (typeof value === "string") return renderString(value, quote);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return String(value);
  if (isList(value)) {
    const items = value.map((item) => renderToml(item, quote, end, `${indent}    `));
    const line = `[${items.join(", ")}]`;
    if (line.length <= WIDTH && !line.includes("\n")) return line;
    return `[${end}${items.map((item) => `${indent}    ${item},${end}`).join("")}${indent}]`;
  }
  const pairs = Object.entries(value).map(
    ([key, item]) => `${renderKey(key)} = ${renderToml(item, quote, end)}`,
  );
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

function isList(value: object): value is readonly TomlValue[] {
  return Array.isArray(value);
}

/** A string, literal when that was the style and the text allows it. */
function renderString(value: string, quote: Quote): string {
  // eslint-disable-next-line no-control-regex -- what a literal string cannot hold
  if (quote === "'" && !/['\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return `'${value}'`;
  return JSON.stringify(value).replaceAll("\u007f", String.raw`\u007f`);
}

/** A key, bare when it can be. */
export function renderKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
}

/** A dotted key, or the name of a table. */
export function renderPath(path: KeyPath): string {
  return path.map((part) => renderKey(String(part))).join(".");
}
