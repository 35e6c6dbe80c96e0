import { faultFields } from "../../findings/fault.ts";
import { judge } from "../../engine/verdict.ts";
import type { PlaceStatus, ReleaseStatus } from "../../release/status.ts";
import type { Outcome } from "../session.ts";
import { renderJournal } from "./journal-table.ts";
import { renderObstacles, renderSteps } from "./plan.ts";
import { document } from "../documents.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

/** What of a release is done and what to type next, as text and as a document. */
export function statusOutcome(status: ReleaseStatus, withJournal: boolean, style: Style): Outcome {
  const rows = status.places.map((each) => [each.title, stateWord(each.state, style), each.detail]);
  const stopping = renderObstacles(status, style);
  const text = [
    style.strong(heading(status)),
    "",
    ...stopping,
    ...(rows.length === 0 ? [] : [...renderTable(["where", "", ""], rows, style), ""]),
    ...(stopping.length > 0 || status.steps.length === 0 ? [] : [...renderSteps(status.steps, style), ""]),
    ...(withJournal ? [...renderJournal(status.journal), ""] : []),
    `next: ${status.next}`,
  ];
  const { journal, obstacles, findings, ...told } = status;
  const verdict = judge(findings, obstacles);
  const json = document("status", {
    verdict: verdict.green ? "green" : "red",
    ...told,
    findings: verdict.findings,
    obstacles: obstacles.map(faultFields),
    ...(withJournal ? { journal } : {}),
  });
  const brief = `${heading(status)}: next: ${status.next}`;
  return { exitCode: exitCodeOf(status), json, text: text.join("\n"), brief };
}

/** The same in a few lines, for whoever typed the name of the program alone. */
export function shortStatus(status: ReleaseStatus, style: Style): Outcome {
  const { json, exitCode, brief } = statusOutcome(status, false, style);
  const places = status.places.map(({ title, state }) => `  ${title}: ${stateWord(state, style)}`);
  const text = [
    style.strong(heading(status)),
    ...places,
    ...renderObstacles(status, style, { short: true }),
    `next: ${status.next}`,
    style.faint("details: shipwheel status; all commands: shipwheel --help"),
  ];
  return { exitCode, json, text: text.join("\n"), ...(brief === undefined ? {} : { brief }) };
}

/** To look is no failure; only where there is no version, nothing could be looked at. */
function exitCodeOf({ places, findings, obstacles }: ReleaseStatus): number {
  return places.length > 0 ? 0 : judge(findings, obstacles).exitCode;
}

function heading({ project, version }: ReleaseStatus): string {
  return `${project} ${version ?? "without a version"}`;
}

function stateWord(state: PlaceStatus["state"], style: Style): string {
  switch (state) {
    case "done":
      return style.good("done");
    case "partly":
      return style.warning("partly");
    case "absent":
      return style.faint("not yet");
    case "conflict":
      return style.error("conflict");
    case "unknown":
      return style.warning("unknown");
  }
}
