import { plural } from "../text/plural.ts";
import { printableLine } from "../text/printable.ts";
import type { Finding, Severity } from "./finding.ts";
import type { Location } from "./location.ts";

/** `2 errors, 1 warning`, or `nothing to report`. */
export function countBySeverity(findings: readonly Finding[]): string {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  const parts = [
    [count("error"), "error"],
    [count("warning"), "warning"],
    [count("info"), "note"],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, noun]) => plural(many, noun));
  return told.length === 0 ? "nothing to report" : told.join(", ");
}

/** `pyproject.toml:12:5`. */
export function locationText(location: Location): string {
  const line = location.line === undefined ? "" : `:${location.line}`;
  const column = location.line === undefined || location.column === undefined ? "" : `:${location.column}`;
  return `${printableLine(location.file)}${line}${column}`;
}
