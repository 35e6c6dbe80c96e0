import { isSwitch, type NumberOption, type OptionDeclaration } from "./declaration.ts";

/** A parsed value, or what would have been right. */
export type ParsedValue = { readonly value: unknown } | { readonly wanted: string };

const YES: ReadonlySet<string> = new Set(["1", "true", "yes", "on"]);
const NO: ReadonlySet<string> = new Set(["0", "false", "no", "off"]);

/** Reads the text of an option's value, the same from the command line and from a variable. */
export function parseValue(declaration: OptionDeclaration, text: string): ParsedValue {
  if (isSwitch(declaration)) return parseSwitch(text);
  if (declaration.kind === "count") return parseCount(text);
  switch (declaration.kind) {
    case "text":
      return { value: text };
    case "number":
      return parseNumber(declaration, text);
    case "list":
      return parseList(declaration.choices, text);
    case "choice":
      return declaration.choices.includes(text)
        ? { value: text }
        : { wanted: `one of ${declaration.choices.join(", ")}` };
  }
}

function parseSwitch(text: string): ParsedValue {
  const word = text.toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { wanted: "1 or 0, true or false, yes or no, on or off" };
}

function parseCount(text: string): ParsedValue {
  if (/^\d$/.test(text)) return { value: Number(text) };
  const made = parseSwitch(text);
  return "value" in made ? { value: Number(made.value) } : { wanted: "0 to 9, true or false" };
}

function parseNumber(
  { what, least, most = Infinity, isWhole = false }: NumberOption,
  text: string,
): ParsedValue {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  const fits = value >= least && value <= most && (!isWhole || Number.isInteger(value));
  return fits ? { value } : { wanted: what };
}

function parseList(choices: readonly string[] | undefined, text: string): ParsedValue {
  const value = text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const isKnown = choices === undefined || value.every((each) => choices.includes(each));
  if (!isKnown) return { wanted: `one or more of ${choices.join(", ")}` };
  return value.length === 0 ? { wanted: "at least one value" } : { value };
}
