import { printable } from "../../text/printable.ts";
import type { FaultFields } from "../../findings/fault.ts";
import { renderPatch } from "./diff.ts";
import { headLines, labelled, renderLocation } from "./findings.ts";
import type { Style } from "./style.ts";

/** A fault as text: its kind and code, what happened, where, the cause, the cure. */
export function renderFault(fault: FaultFields, style: Style): string {
  const lines = [...headLines(`error[${fault.code}]`, fault.message, style.error, style)];
  if (fault.location) lines.push(...renderLocation(fault.location, style, style.error));
  const output = fault.details?.["output"];
  if (typeof output === "string" && output.trim() !== "") {
    for (const line of printable(output.trimEnd()).split("\n").slice(-12))
      lines.push(`  ${style.faint("│")} ${line}`);
  }
  const diff = fault.details?.["diff"];
  if (typeof diff === "string") lines.push(...renderPatch(printable(diff), style).map((line) => `  ${line}`));
  if (fault.cause !== null && fault.cause !== fault.message) {
    lines.push(...labelled("cause", fault.cause, style));
  }
  lines.push(...labelled("help", fault.remedy, style));
  return lines.join("\n");
}
