/** Markup that is safe to put into a page. Only {@link html} and the sanitizer make it. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template takes: text is escaped, markup is kept, lists are joined, and nothing is nothing. */
export type Part = Html | string | number | false | null | undefined | readonly Part[];

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * What has a meaning in markup, control characters, which HTML does not allow, and those that turn the direction of a
 * text around, by which an output could show something else than it says (Unicode TR 36).
 */
const SPECIAL =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A text as it is written into markup, between tags and inside of quoted attributes. */
export function escapeText(text: string): string {
  return text.toWellFormed().replaceAll(SPECIAL, (character) => ESCAPED[character] ?? "\u{fffd}");
}

/** A page in pieces: components are functions that return this. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((each, index) => `${each}${write(parts[index])}`).join("");
  return new Html(text);
}

export const NOTHING: Html = new Html("");

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.toString();
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  return part.map(write).join("");
}
