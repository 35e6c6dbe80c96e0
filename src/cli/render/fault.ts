import { printable } from "../../text/printable.ts";
import type { FaultFields } from "../../findings/fault.ts";
import { renderLocation } from "./findings.ts";
import type { Style } from "./style.ts";

/** A fault as text: its kind and code, what happened, where, the cause, the cure. */
export function renderFault(fault: FaultFields, style: Style): string {
  const lines = [`${style.error(`error[${fault.code}]`)}: ${style.strong(printable(fault.message))}`];
  if (fault.location) lines.push(...renderLocation(fault.location, style, style.error));
  const output = fault.details?.["output"];
  if (typeof output === "string" && output.trim() !== "") {
    for (const line of printable(output.trimEnd()).split("\n").slice(-12))
      lines.push(`  ${style.faint("│")} ${line}`);
  }
  if (fault.cause !== null && fault.cause !== fault.message) {
    lines.push(`  ${style.faint("cause:")} ${printable(fault.cause)}`);
  }
  lines.push(`  ${style.faint("help:")} ${printable(fault.remedy)}`);
  return lines.join("\n");
}
