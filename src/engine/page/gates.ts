import type { GateResult } from "../../gates/gate-result.ts";
import { gatesText, gateTitle } from "../../gates/gate-result.ts";
import type { Section } from "../../html/document.ts";
import { html } from "../../html/html.ts";
import { details, output, table, tag } from "../../html/pieces.ts";
import { formatSeconds } from "../../text/quantities.ts";
import type { RunReport } from "../report.ts";
import type { Room } from "./evidence.ts";

const TAGS = {
  passed: "ok",
  failed: "error",
  vacuous: "error",
  broken: "error",
  "not-run": "plain",
} as const;
const WORDS: Readonly<Record<GateResult["outcome"], string>> = {
  passed: "passed",
  failed: "failed",
  vacuous: "checked nothing",
  broken: "could not run",
  "not-run": "not run",
};

/** Gates of the project: how each ended, what it looked at, and what those that did not pass printed. */
export function gatesSection({ gates }: RunReport, room: Room): Section {
  const rows = gates.map((gate) => [
    html`${gateTitle(gate, true)} ${!gate.required && tag("plain", "not required")}`,
    gate.kind,
    tag(gate.required || gate.outcome === "passed" ? TAGS[gate.outcome] : "warning", WORDS[gate.outcome]),
    gate.detail,
    gate.seconds === 0 ? "" : formatSeconds(gate.seconds),
  ]);
  const columns = [
    { title: "gate" },
    { title: "kind" },
    { title: "outcome" },
    { title: "detail" },
    { title: "time", numeric: true },
  ];
  const bad = gates.filter(({ outcome, output: text }) => outcome !== "passed" && text !== "");
  return {
    id: "gates",
    title: "Gates",
    note: gates.length === 0 ? "" : gatesText(gates),
    body:
      gates.length === 0
        ? null
        : html`${table("gates of the project", columns, rows)}${
            room.output > 0 &&
            bad.map((gate, at) => {
              const name = gateTitle(gate, true);
              const end = gate.output.slice(-room.output);
              return details(
                null,
                `${name}: the last lines`,
                output(`end of gate ${at + 1}`, gate.command.join(" "), "", end),
              );
            })
          }`,
  };
}
