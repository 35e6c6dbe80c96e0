import type { FaultFields } from "../../findings/fault.ts";
import { locationText } from "../../findings/finding-text.ts";
import { findingList } from "../../html/finding-card.ts";
import type { Section } from "../../html/document.ts";
import { html, type Html } from "../../html/html.ts";
import { andMore, details, tag } from "../../html/pieces.ts";
import { gatesNotTried } from "../../gates/gate-result.ts";
import type { RunReport } from "../report.ts";
import type { Evidence, Room } from "./evidence.ts";

/** What prevented the job itself. */
export function faultsSection({ errors = [] }: RunReport): Section {
  return {
    id: "faults",
    title: "What could not run",
    body: errors.length === 0 ? null : html`${errors.map(faultCard)}`,
  };
}

function faultCard({ code, message, cause, remedy, location }: FaultFields): Html {
  return html`<article class="finding error">
    <p class="top">${tag("error", "error")} <code>${code}</code></p>
    <h3>${message}</h3>
    ${location !== undefined && html`<p class="place">${locationText(location)}</p>`}
    <dl>
      ${
        cause !== null &&
        html`<dt>Cause</dt>
          <dd>${cause}</dd>`
      }
      <dt>Help</dt>
      <dd>${remedy}</dd>
    </dl>
  </article> `;
}

/** All findings, the errors first. */
export function findingsSection(report: RunReport, { rules }: Evidence, room: Room): Section {
  const { findings, summary } = report;
  const worstFirst = findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  const ruleOf = (code: string): string | null => (rules.has(code) ? `#rule-${code}` : null);
  const left = findings.length - room.findings;
  const body = html`${findingList(worstFirst.slice(0, room.findings), ruleOf)}${andMore(left, "findings", "report.json")}`;
  const none = html`<p class="card">No findings.</p>`;
  return {
    id: "findings",
    title: "Findings",
    note: summary.rules > 0 ? `${summary.rules} rules ran, ${summary.skipped} did not run` : "",
    body: findings.length > 0 ? body : summary.rules > 0 ? none : null,
  };
}

const WEIGHT = { error: 0, warning: 1, info: 2 } as const;

/** What the rules say that have findings: the page needs no other one. */
export function rulesSection({ findings }: RunReport, { rules }: Evidence): Section {
  const codes = [...new Set(findings.map(({ rule }) => rule))].filter((code) => rules.has(code)).toSorted();
  return {
    id: "rules",
    title: "Rules of the findings",
    body:
      codes.length === 0
        ? null
        : html`<div class="card">
            ${codes.map((code) => {
              const { title = "", what = "", why = "", fix = "" } = rules.get(code) ?? {};
              const text = html`<p>${what}</p>
                <p>${why}</p>
                <p>${fix}</p>
                <p class="faint"><code>shipwheel explain ${code}</code></p>`;
              return details(`rule-${code}`, html`<code>${code}</code> ${title}`, text);
            })}
          </div>`,
  };
}

/** What does not count, and what was not tried: each with its reason, never just gone. */
export function apartSection(report: RunReport, room: Room): Section {
  const { ignored, waived, skipped, trials, gates, skippedGates } = report;
  const groups = [
    {
      title: "Waived",
      lines: waived.map((each) => `${each.rule} ${each.message}: ${each.reason}, until ${each.until}`),
    },
    { title: "Ignored", lines: ignored.map((each) => `${each.rule} ${each.message}: ${each.reason}`) },
    { title: "Not tested", lines: untested(trials, gatesNotTried(gates, skippedGates)) },
    { title: "Failures that do not count", lines: exempted(trials) },
    { title: "Rules that did not run", lines: skipped.map(({ rule, reason }) => `${rule}: ${reason}`) },
  ].filter(({ lines }) => lines.length > 0);
  return {
    id: "apart",
    title: "Not part of the verdict",
    note: groups.map(({ title, lines }) => `${title.toLowerCase()}: ${lines.length}`).join(", "),
    body:
      groups.length === 0
        ? null
        : html`<div class="card">
            ${groups.map(({ title, lines }) =>
              details(
                null,
                `${title}: ${lines.length}`,
                html`<ul class="list">
                    ${lines.slice(0, room.rows).map((line) => html`<li>${line}</li>`)}
                  </ul>
                  ${andMore(lines.length - room.rows, "entries", "report.json")}`,
              ),
            )}
          </div>`,
  };
}

function untested(trials: RunReport["trials"], gates: readonly string[]): readonly string[] {
  const lines = trials.flatMap(({ notTried }) =>
    notTried.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
  );
  return [...new Set([...lines, ...gates])];
}

function exempted(trials: RunReport["trials"]): readonly string[] {
  const lines = trials.flatMap(({ failures }) =>
    failures.flatMap(({ kind, name, exemption }) =>
      exemption === null || exemption.kind === "consequence" ? [] : [`${kind} ${name}: ${exemption.reason}`],
    ),
  );
  return [...new Set(lines)];
}
