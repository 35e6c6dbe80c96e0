const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  amp: "&",
};

/** Text as HTML means it: the character references that servers write into names, addresses and messages. */
export function unescapeHtml(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[name as string] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The title of an HTML page; null without one. */
export function htmlTitle(text: string): string | null {
  const title = /<title[^>]{0,200}>([^<]*)<\/title>/i.exec(text)?.[1];
  return title === undefined ? null : unescapeHtml(title).replaceAll(/\s+/g, " ").trim();
}

/** Whether a text is an HTML document, whatever its headers call it. */
export function isHtml(text: string): boolean {
  return /^\s*(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|title|h1|center)\b/i.test(text);
}
