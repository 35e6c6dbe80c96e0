import type { Section } from "../../html/document.ts";
import { html, type Html } from "../../html/html.ts";
import { andMore, details, output } from "../../html/pieces.ts";
import { plural } from "../../text/plural.ts";
import { formatSeconds } from "../../text/quantities.ts";
import { minorOf } from "../../version/python-minor.ts";
import type { RunReport, TrialReport } from "../report.ts";
import type { Room } from "./evidence.ts";

/** The matrix: every way to install against every Python, each cell with its outcome and its cause. */
export function trialsSection({ trials }: RunReport, room: Room): Section {
  const pythons = [...new Set(trials.map(columnOf))].toSorted(
    (a, b) => Number(a.slice(2)) - Number(b.slice(2)),
  );
  const rows = [...new Set(trials.map(rowOf))];
  const body = html`<div class="scroll" tabindex="0" role="region" aria-label="matrix of installations">
      <table class="stack grid">
        <thead>
          <tr>
            <th scope="col">installation</th>
            ${pythons.map((python) => html`<th scope="col">Python ${python}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row}</th>
                ${pythons.map((python) => {
                  // Two Pythons may share a minor version.
                  const here = [...trials.entries()].filter(
                    ([, trial]) => rowOf(trial) === row && columnOf(trial) === python,
                  );
                  const label = `Python ${python}`;
                  return html`<td data-label="${label}">
                    ${here.map(([index, trial]) => cell(trial, index))}
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${trials.map((trial, index) => commands(trial, index, room))}`;
  return {
    id: "installations",
    title: "Installed and smoke-tested",
    note: noteOf(trials),
    body: trials.length === 0 ? null : body,
  };
}

function noteOf(trials: readonly TrialReport[]): string {
  const skipped = trials.filter(({ outcome }) => outcome === "skipped").length;
  const ran = `${plural(trials.length - skipped, "fresh environment")}, from the rehearsal index`;
  return skipped === 0 ? ran : `${ran}; ${skipped} not tried`;
}

/** `wheel, uv`; a way that is not a virtual environment by its name alone. */
function rowOf({ mode, artifact, installer, extras }: TrialReport): string {
  const extra = extras.length === 0 ? "" : ` [${extras.join(", ")}]`;
  return mode === "venv" ? `${artifact}, ${installer}${extra}` : `${mode}${extra}`;
}

function columnOf({ python }: TrialReport): string {
  return minorOf(python);
}

const CLASSES = { ok: "ok", warned: "warning", failed: "error", skipped: "plain" } as const;

function cell(trial: TrialReport, index: number): Html {
  const { outcome, seconds } = trial;
  return html`<a class="${CLASSES[outcome]}" href="#installation-${index + 1}"
    ><b>${verdictOf(trial)}</b>${outcome !== "skipped" && `, ${formatSeconds(seconds)}`}<small
      >${detailOf(trial)}</small
    ></a
  >`;
}

function verdictOf({ outcome, steps }: TrialReport): string {
  const failed = steps.find((step) => step.outcome === "failed");
  if (outcome === "failed") return failed === undefined ? "fails" : `${failed.name} fails`;
  return outcome === "skipped" ? "not tried" : outcome === "warned" ? "works, with warnings" : "works";
}

function detailOf({
  outcome,
  imported,
  commands: ran,
  installer,
  failures,
  steps,
  notTried,
}: TrialReport): string {
  if (outcome === "skipped") return notTried[0]?.reason ?? "";
  if (outcome === "failed") {
    const counted = failures.filter(({ exemption }) => exemption === null);
    const rules = [...new Set(counted.flatMap(({ rule }) => rule ?? []))];
    if (rules.length > 0) return `see ${rules.join(", ")}`;
    const step = steps.find((each) => each.outcome === "failed");
    return counted[0] === undefined ? (step?.detail ?? "") : `${counted[0].name}: ${counted[0].detail}`;
  }
  const runs = ran.filter(({ command }) => command[0] !== installer).length;
  return `${plural(imported.length, "module")} imported, ${plural(runs, "command")} run`;
}

function commands(trial: TrialReport, index: number, room: Room): Html {
  const { python, steps, commands: ran } = trial;
  const times = steps.map(
    ({ name, seconds, detail }) =>
      `${name} ${formatSeconds(seconds)}${detail === undefined ? "" : ` (${detail})`}`,
  );
  const title = `${rowOf(trial)}, Python ${python}: ${plural(ran.length, "command")} and their output`;
  return details(
    `installation-${index + 1}`,
    title,
    html`<p class="faint">${times.join(" · ")}</p>
      ${ran
        .slice(0, room.rows)
        .map(({ command, status, seconds, output: text }, at) =>
          output(
            `installation ${index + 1}, output ${at + 1}`,
            command.join(" "),
            `${status === null ? "ended by a signal" : `exit ${status}`}, ${formatSeconds(seconds)}`,
            text.slice(0, room.output),
          ),
        )}${andMore(ran.length - room.rows, "commands", "report.json")}`,
  );
}
