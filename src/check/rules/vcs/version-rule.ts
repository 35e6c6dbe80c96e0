import type { StrictFacts } from "../../../versioning/strict-facts.ts";
import { judgeVersion } from "../../../versioning/strict.ts";
import type { Finding } from "../../../findings/finding.ts";
import { defineRule, type Rule, type RuleDeclaration, type RuleFinding } from "../../engine/rule.ts";

/** What no release survives, whichever tool has the last word on the version. */
const IN_EVERY_MODE: ReadonlySet<string> = new Set(["V001", "V002", "V005", "V006", "V009"]);

const judged = new WeakMap<StrictFacts, readonly Finding[]>();

/** What is told of a version against its history under this code: judged once for all rules. */
export function judgedAs(code: string, history: StrictFacts | undefined): readonly RuleFinding[] {
  if (history === undefined || (history.mode === "compat" && !IN_EVERY_MODE.has(code))) return [];
  const findings = judged.get(history) ?? judgeVersion(history);
  judged.set(history, findings);
  return findings.filter((each) => each.rule === code);
}

/** A rule whose findings `plan`, `rehearse` and `release` have, too: they judge the version before anything is built. */
export function versionRule(
  declaration: Omit<RuleDeclaration<undefined, undefined>, "needs" | "check" | "phase">,
): Rule {
  return defineRule({
    ...declaration,
    phase: "version",
    needs: [["tree", "history"]],
    check: ({ history }) => judgedAs(declaration.code, history),
  });
}
