import type { StrictFacts } from "../../../versioning/strict-facts.ts";
import { judgeVersion } from "../../../versioning/strict.ts";
import type { Finding } from "../../../findings/finding.ts";
import type { SharedRule } from "../../../findings/stage-rule.ts";
import { defineRule, type Rule, type RuleDeclaration, type RuleFinding } from "../../engine/rule.ts";

const judged = new WeakMap<StrictFacts, readonly Finding[]>();

/** What is told of a version against its history under this rule: judged once for all rules. */
export function judgedAs(
  { name: { code } }: SharedRule,
  history: StrictFacts | undefined,
): readonly RuleFinding[] {
  if (history === undefined) return [];
  const findings = judged.get(history) ?? judgeVersion(history);
  judged.set(history, findings);
  return findings.filter((each) => each.rule === code);
}

/** A rule whose findings `plan`, `rehearse` and `release` have, too: they judge the version before anything is built. */
export function versionRule(
  rule: SharedRule,
  declaration: Omit<RuleDeclaration<undefined, undefined>, "code" | "slug" | "needs" | "check" | "phase">,
): Rule {
  return defineRule({
    ...rule.name,
    ...declaration,
    phase: "version",
    needs: [["tree", "history"]],
    check: ({ history }) => judgedAs(rule, history),
  });
}
