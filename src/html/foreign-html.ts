import { escapeText, Html } from "./html.ts";

/** Tags that a foreign text keeps; all others are taken off, what they hold stays. None keeps an attribute but a link its address. */
const KEPT: ReadonlySet<string> = new Set(
  "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i del s sub sup kbd table thead tbody tr th td a details summary".split(
    " ",
  ),
);
const VOID: ReadonlySet<string> = new Set(["br", "hr"]);
/** Elements whose content is no text. */
const SKIPPED: ReadonlySet<string> = new Set(
  "script style title textarea iframe noscript noembed noframes template svg math xmp plaintext select object".split(
    " ",
  ),
);

/** Bytes of a tag, beyond which it is text: no tag of a README is as long, and reading stays linear. */
const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<(\/?)([A-Za-z][A-Za-z0-9]{0,20})((?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000})>|[^<]+|</g;

/**
 * The markup of somebody else (a renderer's, of a README that anybody may have written) as a part of our page: rebuilt
 * from a short list of tags, every text escaped anew, pictures as their description, headings below ours.
 */
export function foreignHtml(markup: string, label: string): Html {
  const writer = new Writer(label);
  for (const [token, slash, name, attributes] of markup.matchAll(TOKEN)) {
    if (name === undefined) {
      if (!token.startsWith("<!--")) writer.text(token);
    } else if (slash === "/") writer.close(name.toLowerCase());
    else writer.open(name.toLowerCase(), attributes ?? "");
  }
  return writer.end();
}

class Writer {
  readonly #label: string;
  readonly #parts: string[] = [];
  readonly #open: { readonly name: string; readonly written: string }[] = [];
  /** The element that is being left out, with all that it holds. */
  #skipping: string | null = null;
  #heading = 2;
  #blocks = 0;

  constructor(label: string) {
    this.#label = label;
  }

  text(text: string): void {
    if (this.#skipping === null) this.#parts.push(escapeText(decoded(text)));
  }

  open(name: string, attributes: string): void {
    if (this.#skipping !== null) return;
    if (SKIPPED.has(name)) {
      this.#skipping = name;
      return;
    }
    if (name === "img") this.#image(attributes);
    if (!KEPT.has(name)) return;
    if (name === "a") {
      const address = linkAddress(attribute(attributes, "href"));
      const nested = this.#open.some((each) => each.name === "a" && each.written !== "");
      this.#push(
        name,
        address === null || nested ? "" : "a",
        address === null ? "" : ` href="${escapeText(address)}" rel="nofollow noopener"`,
      );
    } else if (/^h\d$/.test(name)) {
      this.#heading = Math.min(Number(name[1]) + 2, this.#heading + 1, 6);
      this.#push(name, `h${this.#heading}`, "");
    } else if (name === "pre") {
      this.#blocks += 1;
      const region = ` tabindex="0" role="region" aria-label="${escapeText(this.#label)}, block ${this.#blocks}"`;
      this.#push(name, name, region);
    } else if (VOID.has(name)) this.#parts.push(`<${name}>`);
    else this.#push(name, name, "");
  }

  close(name: string): void {
    if (this.#skipping !== null) {
      if (name === this.#skipping) this.#skipping = null;
      return;
    }
    if (!this.#open.some((each) => each.name === name)) return;
    for (let top = this.#open.pop(); top !== undefined; top = this.#open.pop()) {
      if (top.written !== "") this.#parts.push(`</${top.written}>`);
      if (top.name === name) return;
    }
  }

  end(): Html {
    for (const { written } of this.#open.toReversed()) if (written !== "") this.#parts.push(`</${written}>`);
    return new Html(
      this.#parts
        .join("")
        // A link that shows nothing has no name, and neither has such a column.
        .replaceAll(/<a [^>]*>\s*<\/a>/g, "")
        .replaceAll(/<th>\s*<\/th>/g, "<td></td>"),
    );
  }

  #push(name: string, written: string, attributes: string): void {
    this.#open.push({ name, written });
    if (written !== "") this.#parts.push(`<${written}${attributes}>`);
  }

  #image(attributes: string): void {
    const alt = attribute(attributes, "alt")?.trim() ?? "";
    this.#parts.push(`<span class="picture">${escapeText(alt === "" ? "picture" : alt)}</span>`);
  }
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(
    attributes,
  );
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value === undefined ? null : decoded(value);
}

/** Only what leads out of the page by a name that one can read. */
function linkAddress(address: string | null): string | null {
  return address !== null && /^(?:https?:\/\/|mailto:)\S+$/i.test(address) ? address : null;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u{a0}",
  copy: "©",
  mdash: "—",
  ndash: "–",
  hellip: "…",
};

/** Text without its character references, as far as renderers write them. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === "string") return NAMED[name] ?? whole;
    const point = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : "\u{fffd}";
  });
}
