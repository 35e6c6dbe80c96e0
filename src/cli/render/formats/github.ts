import { annotations } from "../github/annotation.ts";
import type { CheckReport } from "./format.ts";
import { visibleFindings } from "./visible-findings.ts";

/** GitHub's workflow commands. */
export function render(report: CheckReport): string {
  return annotations(visibleFindings(report));
}
