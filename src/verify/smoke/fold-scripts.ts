import type { Finding } from "../../findings/finding.ts";
import { findingKey } from "../merge.ts";
import { SCRIPT_FAILS } from "./smoke-rules.ts";
import type { ScriptOutcome } from "./script-outcome.ts";

/**
 * What running the scripts shows beyond what is known of the trial: a script that fails for the reason that an import
 * finding names already is its consequence, and that finding tells of the attempt.
 */
export function foldScripts(
  outcome: Pick<ScriptOutcome, "findings" | "attempts">,
  earlier: readonly Finding[],
): Pick<ScriptOutcome, "findings" | "attempts"> {
  const known = new Map(earlier.map((finding) => [finding.symptom, findingKey(finding)]));
  const causes = new Map<string, string>();
  for (const finding of outcome.findings) {
    const { rule, symptom } = finding;
    const cause = rule === SCRIPT_FAILS.code && symptom !== undefined ? known.get(symptom) : undefined;
    if (cause !== undefined) causes.set(findingKey(finding), cause);
  }
  return {
    findings: outcome.findings.filter((each) => !causes.has(findingKey(each))),
    attempts: outcome.attempts.map((attempt) => ({
      ...attempt,
      told: causes.get(attempt.told ?? "") ?? attempt.told,
    })),
  };
}
