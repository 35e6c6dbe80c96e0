import { html, type Html, type Part } from "./html.ts";

/** How something went; each has a color, and the word beside it says the same. */
export type Outcome = "error" | "warning" | "info" | "ok" | "plain";

/** A word on a colored ground. */
export function tag(outcome: Outcome, text: string): Html {
  return html`<span class="tag ${outcome}">${text}</span>`;
}

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers are set to the right. */
  readonly numeric?: boolean;
}

/** A table that becomes a list of rows on a narrow screen. The first cell of a row names it. */
export function table(label: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Html {
  const cell = (part: Part, index: number): Html => {
    const { title, numeric = false } = columns[index] ?? { title: "" };
    const kind = numeric ? "number" : "text";
    return index === 0
      ? html`<th scope="row" class="${kind}">${part}</th>`
      : html`<td class="${kind}" data-label="${title}">${part}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="stack">
      <thead>
        <tr>
          ${columns.map(
            ({ title, numeric = false }) =>
              html`<th scope="col" class="${numeric ? "number" : "text"}">${title}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What a program printed, after the command that ran it. `label` names it among all outputs of the page. */
export function output(label: string, command: string, result: string, text: string): Html {
  return html`<div class="output">
    <p><code>${command}</code> <span class="faint">${result}</span></p>
    ${
      text.trim() !== "" &&
      html`<pre
        tabindex="0"
        role="region"
        aria-label="${label}"
      ><code>${text.replace(/\s+$/, "")}</code></pre>`
    }
  </div>`;
}

/** What opens on demand, on paper by itself, and when a link leads to it: for that the address is the content's. */
export function details(id: string | null, summary: Part, body: Part): Html {
  return html`<details><summary>${summary}</summary><div${id !== null && html` id="${id}"`}>${body}</div></details>`;
}

/** Names and their values. */
export function pairs(rows: readonly (readonly [string, Part])[]): Html {
  return html`<dl class="pairs">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** `first` and so many more, where a list is too long for a page. */
export function andMore(left: number, what: string, where: string): Html | null {
  return left <= 0
    ? null
    : html`<p class="faint">
        ${left} more ${what} in <a href="${where}"><code>${where}</code></a>
      </p>`;
}
