import { locationText } from "../findings/finding-text.ts";
import type { Finding, Severity } from "../findings/finding.ts";
import type { Location } from "../findings/location.ts";
import { html, type Html, type Part } from "./html.ts";
import { tag } from "./pieces.ts";

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** Places beyond the first that a finding shows with their lines. */
const FURTHER_PLACES = 3;

/** One finding: what is wrong, where, why it matters and what to do. `number` makes its address; `rule` is where the rule is explained. */
export function findingCard(finding: Finding, number: number, rule: string | null): Html {
  const { severity, message, location, related = [], why, help, fix, slug } = finding;
  const id = `finding-${number}`;
  const code = html`<code>${finding.rule}</code> ${slug}`;
  const shown = related.slice(0, FURTHER_PLACES);
  return html`<article class="finding ${severity}" id="${id}" aria-labelledby="${id}-title">
    <p class="top">
      ${tag(severity, SEVERITY_WORDS[severity])}
      ${rule === null ? code : html`<a href="${rule}">${code}</a>`}${
        fix !== undefined &&
        html` <span class="faint">${fix.safety === "safe" ? "safe fix available" : "fix needs review"}</span>`
      }
    </p>
    <h3 id="${id}-title">${message}</h3>
    ${location !== undefined && place(location, "", `finding ${number}`)}${shown.map((each, index) =>
      place(each, "also ", `finding ${number}, place ${index + 2}`),
    )}${related.length > shown.length && html`<p class="place">and ${related.length - shown.length} more</p>`}
    <dl>
      ${
        why !== undefined &&
        html`<dt>Why</dt>
          <dd>${why}</dd>`
      }${
        help !== undefined &&
        html`<dt>Help</dt>
          <dd>${help}</dd>`
      }
    </dl>
    ${captured(finding, number)}
  </article> `;
}

function place(location: Location, before: string, label: string): Html {
  const { excerpt, line } = location;
  const where = html`<p class="place">${before}${locationText(location)}</p>`;
  if (excerpt === undefined || excerpt.trim() === "") return where;
  const code = html`<code tabindex="0" role="region" aria-label="source of ${label}"
    >${marked(location, excerpt)}</code
  >`;
  return html`${where}
    <pre class="source"><span aria-hidden="true">${line ?? ""}</span>${code}</pre>`;
}

/** The line without its indentation, what the finding is about marked. */
function marked({ column, endColumn }: Location, excerpt: string): Part {
  const indent = excerpt.length - excerpt.trimStart().length;
  const text = excerpt.trim();
  if (column === undefined) return text;
  const from = column - 1 - indent;
  const to = endColumn === undefined ? text.length : endColumn - 1 - indent;
  if (from < 0 || from >= text.length || to <= from) return text;
  return html`${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}`;
}

/** Bytes of a program's words that a card shows. */
const WORDS = 6000;

/** The words of the program that saw it. */
function captured({ details }: Finding, number: number): Html | null {
  const text = details?.["output"];
  if (typeof text !== "string" || text.trim() === "") return null;
  return html`<details>
    <summary>Output</summary>
    <div>
      <pre
        tabindex="0"
        role="region"
        aria-label="output of finding ${number}"
      ><code>${text.trimEnd().slice(-WORDS)}</code></pre>
    </div>
  </details>`;
}

const ORDER: readonly Severity[] = ["error", "warning", "info"];

/** Findings with the worst first, and a filter by severity that needs no script. */
export function findingList(findings: readonly Finding[], ruleOf: (code: string) => string | null): Html {
  const worstFirst = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return html`${filter(findings)}${worstFirst.map((each, index) => findingCard(each, index + 1, ruleOf(each.rule)))}`;
}

function filter(findings: readonly Finding[]): Html | null {
  const counted = ORDER.map((severity) => ({
    severity,
    count: findings.filter((each) => each.severity === severity).length,
  })).filter(({ count }) => count > 0);
  if (counted.length < 2) return null;
  const choices = [
    { id: "all", text: `All ${findings.length}` },
    ...counted.map(({ severity, count }) => ({
      id: severity,
      text: `${count} ${SEVERITY_WORDS[severity]}${count === 1 ? "" : "s"}`,
    })),
  ];
  return html`<fieldset class="filter">
    <legend>Show</legend>
    ${choices.map(
      ({ id, text }) =>
        html`<label
          ><input
            type="radio"
            name="severity"
            id="show-${id}"
            ${id === "all" && html` checked`}
          />${text}</label
        >`,
    )}
  </fieldset> `;
}
