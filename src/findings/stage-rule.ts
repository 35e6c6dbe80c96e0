import type { Confidence, Finding, Severity } from "./finding.ts";
import type { Phase } from "./phase.ts";
import type { RuleDocs } from "./rule-docs.ts";

/** What a finding tells: all but its code and name; severity, confidence and phase where they are not the rule's. */
export type Told = Omit<Finding, "rule" | "slug" | "phase" | "severity" | "confidence"> & {
  readonly phase?: Phase;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
};

/** What all findings of a rule have in common. */
interface RuleIdentity {
  readonly code: string;
  readonly slug: string;
  /** Default `error`. */
  readonly severity?: Severity;
  /** The stage in which the defect usually shows. */
  readonly phase: Phase;
}

/** A rule whose findings a stage makes, with the text that explains them. */
export interface StageRule extends Required<RuleIdentity> {
  readonly title: string;
  readonly docs: RuleDocs;
  readonly finding: (told: Told) => Finding;
}

/** A rule of the check, the findings of which a stage makes, too: the rule takes its name from here. */
export interface SharedRule {
  readonly name: Pick<RuleIdentity, "code" | "slug">;
  readonly finding: (told: Told) => Finding;
}

/** Declares a rule of a stage. */
export function defineStageRule(
  rule: RuleIdentity & {
    readonly title: string;
    readonly docs: Partial<RuleDocs> & Pick<RuleDocs, "what" | "why" | "fix">;
  },
): StageRule {
  const { severity = "error", docs } = rule;
  return { ...rule, severity, docs: { bad: "", good: "", peers: [], ...docs }, finding: maker(rule) };
}

/** Declares what the findings of a stage have in common with a rule of the check. */
export function defineSharedRule(rule: RuleIdentity): SharedRule {
  const { code, slug } = rule;
  return { name: { code, slug }, finding: maker(rule) };
}

function maker({ code, slug, phase, severity = "error" }: RuleIdentity): (told: Told) => Finding {
  return (told) => ({ rule: code, slug, phase, severity, confidence: "certain", ...told });
}
