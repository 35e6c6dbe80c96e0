import type { Severity } from "./finding.ts";
import type { RuleDocs } from "./rule-docs.ts";

/** The text of a finding that a stage makes. */
export interface StageRule {
  readonly code: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly docs: RuleDocs;
}
