import type { StrictFacts } from "../../../versioning/strict-facts.ts";
import { judgeVersion } from "../../../versioning/strict.ts";
import type { Finding } from "../../../findings/finding.ts";
import type { SharedRule } from "../../../findings/stage-rule.ts";
import {
  DIRTY_TREE,
  SHALLOW_CLONE,
  TAG_IS_ANOTHER_VERSION,
  VERSION_ALREADY_TAGGED,
  VERSION_TAGGED_ELSEWHERE,
  VERSION_TOOL_NOT_REQUIRED,
} from "../../../versioning/version-rules.ts";
import { defineRule, type Rule, type RuleDeclaration, type RuleFinding } from "../../engine/rule.ts";

/** What no release survives, whichever tool has the last word on the version. */
const IN_EVERY_MODE: ReadonlySet<string> = new Set([
  TAG_IS_ANOTHER_VERSION.name.code,
  DIRTY_TREE.name.code,
  VERSION_TAGGED_ELSEWHERE.name.code,
  VERSION_ALREADY_TAGGED.name.code,
  SHALLOW_CLONE.name.code,
  VERSION_TOOL_NOT_REQUIRED.name.code,
]);

const judged = new WeakMap<StrictFacts, readonly Finding[]>();

/** What is told of a version against its history under this rule: judged once for all rules. */
export function judgedAs(
  { name: { code } }: SharedRule,
  history: StrictFacts | undefined,
): readonly RuleFinding[] {
  if (history === undefined || (history.mode === "compat" && !IN_EVERY_MODE.has(code))) return [];
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
