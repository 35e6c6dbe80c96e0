import { Html, html, type Part } from "./html.ts";
import { STYLE } from "./style-source.ts";

/** A whole page. */
export interface Page {
  /** Of the window. */
  readonly title: string;
  /** Sets the color of the head. */
  readonly tone: Tone;
  /** Above the first section: what one must know. */
  readonly head: Html;
  readonly sections: readonly Section[];
  readonly footer: Html;
}

export type Tone = "good" | "bad" | "neutral";

/** One part of a page. An empty one is left out, and with it its entry in the navigation. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Beside the title, in a few words. */
  readonly note?: string;
  readonly body: Html | null;
}

/** Nothing is loaded, run or sent, whatever the page holds: only its own style is admitted. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One self-contained file, readable without script. */
export function document({ title, tone, head, sections, footer }: Page): string {
  const shown = sections.filter(({ body }) => body !== null);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header class="head ${tone}"><div class="wide">${head}</div></header>
        <div class="wide">
          <nav aria-label="Sections">
            <ul>
              ${shown.map(navigation)}
            </ul>
          </nav>
          <main>${shown.map(section)}</main>
          <footer>${footer}</footer>
        </div>
      </body>
    </html> `;
  return page.toString();
}

function navigation({ id, title }: Section): Part {
  return html`<li><a href="#${id}">${title}</a></li>`;
}

function section({ id, title, note, body }: Section): Part {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <div class="title">
      <h2 id="${id}-title">${title}</h2>
      ${note !== undefined && html`<p>${note}</p>`}
    </div>
    ${body}
  </section> `;
}
