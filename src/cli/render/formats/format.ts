import type { CheckedPaths } from "../../../check/inputs/check-paths.ts";
import type { Verdict } from "../../../engine/verdict.ts";
import type { Rule } from "../../../check/engine/rule.ts";
import type { Style } from "../style.ts";

/** What a rule says of itself, also one that the engine makes. */
export type RuleFacts = Pick<Rule, "code" | "slug" | "title" | "severity" | "docs">;

/** A check as a report shows it. */
export interface CheckReport {
  readonly checked: CheckedPaths;
  readonly verdict: Verdict;
  /** Of every finding. */
  readonly rules: readonly RuleFacts[];
  /** shipwheel's own. */
  readonly version: string;
  /** Also what is merely worth knowing. */
  readonly verbose: boolean;
  readonly statistics: boolean;
  /** The command that makes the fixes, where it is not `shipwheel check --fix`. */
  readonly fixCommand?: string;
  readonly style: Style;
}

/** A form in which a check is reported. */
export interface ReportFormat {
  readonly name: string;
  readonly summary: string;
  /** Its file; `render` makes the whole report, closed by a line ending. */
  readonly load: () => Promise<{ readonly render: (report: CheckReport) => string }>;
}
