import type { Section } from "../../html/document.ts";
import { html, type Html } from "../../html/html.ts";
import { details, output, pairs, table, tag } from "../../html/pieces.ts";
import { criticalPath, timeline, type Bar } from "../../html/timeline.ts";
import { plural } from "../../text/plural.ts";
import { formatBytes, formatSeconds } from "../../text/quantities.ts";
import type { RunReport } from "../report.ts";
import type { Evidence, Released, Room } from "./evidence.ts";
import { repetition } from "./head.ts";

/** Shorter stages are not drawn. Seconds. */
const DRAWN = 0.02;

/** What ran when, with the chain of stages that the length of the run depends on; the installations below their stage. */
export function timeSection({ stages, trials, seconds }: RunReport): Section {
  const critical = criticalPath(stages);
  const drawn = stages
    .filter((stage) => stage.seconds >= DRAWN)
    .toSorted((a, b) => a.startedAt - b.startedAt || b.seconds - a.seconds);
  const slowest = trials.toSorted((a, b) => b.startedAt + b.seconds - (a.startedAt + a.seconds))[0];
  const parts = trials
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((trial): Bar => ({
      name: `${trial.artifact} · ${trial.installer} · Python ${trial.python}`,
      startedAt: trial.startedAt,
      seconds: trial.seconds,
      kind: trial.outcome === "failed" ? "failed" : trial === slowest ? "critical" : "beside",
    }));
  const bars = drawn.map((stage): Bar => ({
    name: stage.title,
    startedAt: stage.startedAt,
    seconds: stage.seconds,
    kind: stage.outcome === "failed" ? "failed" : critical.has(stage.id) ? "critical" : "beside",
    ...(stage.id === "verify" ? { parts } : {}),
  }));
  const left = stages.filter(({ outcome }) => outcome !== "skipped").length - drawn.length;
  const skipped = stages.filter(({ outcome }) => outcome === "skipped");
  const notes = [
    ...(left > 0 ? [`${plural(left, "stage")} under ${formatSeconds(DRAWN)} not shown`] : []),
    ...(skipped.length > 0 ? [`${plural(skipped.length, "stage")} skipped`] : []),
  ];
  return {
    id: "time",
    title: "Timeline",
    note: `${formatSeconds(seconds)} in total`,
    body:
      bars.length === 0
        ? null
        : html`<div class="card">
            ${timeline(bars, seconds)}${notes.length > 0 && html`<p class="faint">${notes.join(" · ")}</p>`}
          </div>`,
  };
}

const STEP_TAGS = { done: "ok", already: "ok", failed: "error", open: "plain" } as const;
const STEP_WORDS = { done: "done", already: "was done", failed: "failed", open: "not reached" } as const;

/** The steps of the release: with their outcomes when there was one, else those that it will have. */
export function stepsSection(report: RunReport, released: Released | null): Section {
  return released === null ? plannedSection(report) : releasedSection(released);
}

function releasedSection({ steps, index }: Released): Section {
  const done = steps.filter(({ outcome }) => outcome === "done" || outcome === "already").length;
  const rows = steps.map(({ title, outcome, detail, reversible }) => [
    html`${title} ${!reversible && tag("warning", "permanent")}`,
    tag(STEP_TAGS[outcome], STEP_WORDS[outcome]),
    detail === STEP_WORDS[outcome] ? "" : detail,
  ]);
  return {
    id: "release",
    title: "What the release did",
    note: `${done} of ${plural(steps.length, "step")} done, to ${index}`,
    body: table("steps of the release", [{ title: "step" }, { title: "outcome" }, { title: "detail" }], rows),
  };
}

function plannedSection({ steps = [] }: RunReport): Section {
  const permanent = steps.filter(({ reversible }) => !reversible).length;
  return {
    id: "release",
    title: "What a release does",
    note: permanent === 0 ? "" : `${plural(permanent, "step")} cannot be undone`,
    body:
      steps.length === 0
        ? null
        : html`<div class="card">
            <ol class="list">
              ${steps.map(
                ({ title, reversible }) =>
                  html`<li>${title} ${!reversible && tag("warning", "permanent")}</li>`,
              )}
            </ol>
          </div>`,
  };
}

/** The files, what the index said of them, what was signed, and everything that lies beside the page. */
export function filesSection(
  { artifacts, publication, attestations }: RunReport,
  { files, logs }: Evidence,
  room: Room,
): Section {
  const rows = artifacts.map(({ file, size, sha256 }) => {
    const upload = publication.find((each) => each.file === file);
    const signed = attestations.filter((each) => each.file === file).map(({ kind }) => kind);
    return [
      files.includes(`dist/${file}`) ? html`<a href="${encodeURI(`dist/${file}`)}">${file}</a>` : file,
      formatBytes(size),
      html`<code class="hash">${sha256}</code>`,
      upload === undefined ? "not uploaded" : uploaded(upload),
      signed.length === 0 ? "none" : signed.join(", "),
    ];
  });
  const beside = files.filter((path) => !path.startsWith("dist/"));
  const columns = [
    { title: "file" },
    { title: "size", numeric: true },
    { title: "sha256" },
    { title: "rehearsal index" },
    { title: "attestations" },
  ];
  return {
    id: "files",
    title: "Files and evidence",
    body: html`${rows.length > 0 && table("distributions", columns, rows)}${
      beside.length > 0 &&
      html`<div class="card">
        <ul class="list">
          ${beside.map(
            (path) =>
              html`<li>
                <a href="${encodeURI(path)}"><code>${path}</code></a>
                <span class="faint">${purpose(path)}</span>
              </li>`,
          )}
        </ul>
        ${logs.map(({ path, text }) => logDetails(path, text, room))}
      </div>`
    }`,
  };
}

/** The page goes further than the files beside it: an issue, a chat. */
function logDetails(path: string, text: string, room: Room): Html | null {
  if (room.output === 0 || text.trim() === "") return null;
  const end = text.slice(-room.output);
  return details(null, `${path}: the last lines`, output(`end of ${path}`, path, "", end));
}

function uploaded({ status, outcome, message }: RunReport["publication"][number]): Html {
  const isAccepted = status === 200;
  return html`${tag(isAccepted ? "ok" : "error", isAccepted ? "accepted" : `${status} rejected`)}${message !== "" && ` ${message}`}${outcome === "duplicate" && " (already there)"}`;
}

function purpose(path: string): string {
  if (path.endsWith(".cdx.json")) return "software bill of materials (CycloneDX)";
  if (path === "report.json") return "this report as JSON";
  if (path === "record.jsonl") return "record of the run: every event, one JSON document a line";
  return path.startsWith("logs/") ? "log" : "";
}

/** With what it was made, and the command that makes it again. */
export function toolsSection(report: RunReport): Section {
  const { tools, processes } = report;
  const started = Object.entries(processes)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
  return {
    id: "tools",
    title: "Tools",
    body: html`<div class="card">
      ${pairs([
        ...tools.map(({ name, version }) => [name, version] as const),
        ...(started === "" ? [] : [["processes started", started] as const]),
        ["repeat", html`<code>${repetition(report)}</code>`],
      ])}
    </div>`,
  };
}
