import { countBySeverity, locationText } from "../findings/finding-text.ts";
import { formatBytes, formatSeconds } from "../text/quantities.ts";
import type { RunReport } from "./report.ts";

const COLOURS = { ok: "#2e7d32", warned: "#b26a00", failed: "#c62828", skipped: "#9e9e9e" } as const;

/** The report as one self-contained page: verdict, timeline of the stages, findings, artefacts, trials. */
export function renderHtmlReport(report: RunReport): string {
  const { project } = report;
  const title = `${project.name ?? project.directory} ${project.version ?? ""}: rehearsal ${report.verdict}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.4rem} h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%} td,th{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ddd;vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums} code,pre{font:13px/1.4 ui-monospace,monospace}
pre{background:#f6f6f6;padding:.5rem .75rem;overflow:auto} .finding{border-left:4px solid #ccc;padding-left:.75rem;margin:1rem 0}
.error{border-color:${COLOURS.failed}} .warning{border-color:${COLOURS.warned}} .info{border-color:#1565c0}
.green{color:${COLOURS.ok}} .red{color:${COLOURS.failed}} .faint{color:#666}
</style></head><body>
<h1>${escape(`${project.name ?? project.directory} ${project.version ?? ""}`)}: <span class="${report.verdict}">${report.verdict}</span></h1>
<p class="faint">${escape(subtitle(report))}</p>
${faults(report)}
${timeline(report)}
${findings(report)}
${table(
  "Artefacts",
  ["file", "size", "members", "sha256"],
  report.artifacts.map((each) => [each.file, formatBytes(each.size), String(each.entries), each.sha256]),
)}
${table(
  "Uploads to the rehearsal index",
  ["file", "outcome", "the index's words"],
  report.publication.map((each) => [each.file, each.outcome, each.message]),
)}
${table(
  "Trials",
  ["artefact", "installer", "Python", "outcome", "time", "steps"],
  report.trials.map((each) => [
    each.artifact,
    each.installer,
    each.python,
    `${each.outcome}${each.detail === undefined ? "" : `: ${each.detail}`}`,
    formatSeconds(each.seconds),
    each.steps
      .map((step) => `${step.name} ${step.outcome}${step.detail ? ` (${step.detail})` : ""}`)
      .join("; "),
  ]),
)}
${table(
  "Waived failures",
  ["rule", "finding", "reason", "until"],
  report.waived.map((each) => [each.rule, each.message, each.reason, each.until]),
)}
${table(
  "Ignored findings",
  ["rule", "finding", "reason"],
  report.ignored.map((each) => [each.rule, each.message, each.reason]),
)}
${table(
  "Not tried",
  ["trial", "what", "reason"],
  report.trials.flatMap((each) =>
    each.notTried.map(({ kind, name, reason }) => [
      `${each.artifact} ${each.installer} ${each.python}`,
      `${kind} ${name}`,
      reason,
    ]),
  ),
)}
${table(
  "Rules that did not run",
  ["rule", "reason"],
  report.skipped.map((each) => [each.rule, each.reason]),
)}
</body></html>
`;
}

function subtitle(report: RunReport): string {
  const { project } = report;
  const what = project.worktree
    ? "working tree"
    : project.commit === null
      ? "directory"
      : `commit ${project.commit.slice(0, 12)}`;
  const tags = project.tags.length === 0 ? "" : ` (${project.tags.join(", ")})`;
  return `${what}${tags} · ${countBySeverity(report.findings)} · ${report.startedAt} · ${formatSeconds(report.seconds)}`;
}

const ROW = 24;
const LABEL = 250;
const WIDTH = 960;

/** What ran when, and what ran side by side. */
function timeline(report: RunReport): string {
  const total = Math.max(report.seconds, 0.001);
  const scale = (WIDTH - LABEL - 80) / total;
  const bars = report.stages.map((stage, row) => {
    const x = LABEL + stage.startedAt * scale;
    const width = Math.max(2, stage.seconds * scale);
    const y = row * ROW;
    return `<text x="0" y="${y + 16}">${escape(stage.title)}</text>
<rect x="${x.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 8}" rx="2" fill="${COLOURS[stage.outcome]}"><title>${escape(stage.detail ?? stage.outcome)}</title></rect>
<text x="${(x + width + 6).toFixed(1)}" y="${y + 16}" fill="#666">${stage.outcome === "skipped" ? "skipped" : formatSeconds(stage.seconds)}</text>`;
  });
  const height = report.stages.length * ROW;
  return `<h2>Stages</h2><svg viewBox="0 0 ${WIDTH} ${height}" width="100%" role="img" aria-label="timeline of the stages" font-size="13">${bars.join("\n")}</svg>`;
}

function faults(report: RunReport): string {
  const blocks = (report.errors ?? []).map(
    (each) =>
      `<div class="finding error"><b>error[${escape(each.code)}]</b> ${escape(each.message)}<div><b>help:</b> ${escape(each.remedy)}</div></div>`,
  );
  return blocks.join("\n");
}

function findings(report: RunReport): string {
  const blocks = report.findings.map((each) => {
    const place =
      each.location === undefined ? "" : `<div><code>${escape(locationText(each.location))}</code></div>`;
    const excerpt = each.location?.excerpt === undefined ? "" : `<pre>${escape(each.location.excerpt)}</pre>`;
    const why = each.why === undefined ? "" : `<div><b>why:</b> ${escape(each.why)}</div>`;
    const help = each.help === undefined ? "" : `<div><b>help:</b> ${escape(each.help)}</div>`;
    const output = each.details?.["output"];
    const said =
      typeof output === "string" && output.trim() !== "" ? `<pre>${escape(output.trimEnd())}</pre>` : "";
    return `<div class="finding ${each.severity}"><b>${each.severity}[${escape(each.rule)}]</b> ${escape(each.message)}${place}${excerpt}${why}${help}${said}</div>`;
  });
  return `<h2>Findings: ${escape(countBySeverity(report.findings))}</h2>${blocks.join("\n")}`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
  return `<h2>${title}</h2><table><tr>${head.map((each) => `<th>${each}</th>`).join("")}</tr>${cells.join("\n")}</table>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
