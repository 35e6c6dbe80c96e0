import type { CheckConfig } from "../../config/sections/check.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import { pathInside, type Member, type MemberVisitor } from "../../distribution/member-visitor.ts";
import type { VisitedMember } from "../../distribution/visited-member.ts";
import type { Rule, RuleInputs } from "./rule.ts";
import { isSelected } from "./select.ts";

/**
 * What a rule's visitor made of the members of all distributions. A distribution that was opened with the visitor
 * has it already; of another one the members are read once more.
 */
export async function visitMembers(
  rule: Rule,
  inputs: Pick<RuleInputs, "distributions">,
): Promise<readonly VisitedMember<unknown>[]> {
  const { visitor } = rule;
  if (visitor === null) return [];
  const all: VisitedMember<unknown>[] = [];
  for (const distribution of inputs.distributions) {
    const before = distribution.visited.get(visitor);
    if (before !== undefined) {
      for (const { member, value } of before) all.push({ distribution, member, value });
      continue;
    }
    for (const member of membersOf(distribution)) {
      const wanted = visitor.wants(member);
      if (wanted <= 0) continue;
      const bytes = await distribution.read(member.name, Math.max(wanted, member.size)).catch(() => null);
      if (bytes === null) continue;
      const value = visitor.look(bytes.subarray(0, wanted), member);
      if (value !== undefined) all.push({ distribution, member, value });
    }
  }
  return all;
}

/** The visitors of the rules that are going to run: whoever opens a distribution for a check gives them along. */
export function visitorsFor(
  config: Pick<CheckConfig, "select" | "extend-select">,
  rules: readonly Rule[],
): readonly MemberVisitor<unknown>[] {
  const selected = rules.filter((rule) => isSelected(rule, config)).map((rule) => rule.visitor);
  return [...new Set(selected)].filter((visitor) => visitor !== null);
}

function* membersOf(distribution: Distribution): Generator<Member> {
  const { kind } = distribution;
  for (const { name, size, kind: entryKind } of distribution.entries) {
    if (entryKind !== "file") continue;
    yield { name, path: pathInside(kind, name), size, kind };
  }
}
