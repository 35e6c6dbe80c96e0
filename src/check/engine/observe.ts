import type { CheckConfig } from "../../config/sections/check.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { Member, MemberObserver } from "../../distribution/observer.ts";
import type { Observed } from "../../distribution/observed-member.ts";
import type { Rule, RuleInputs } from "./rule.ts";
import { isSelected } from "./select.ts";

/**
 * What a rule's observer made of the members of all distributions. A distribution that was opened with the observer
 * has it already; of another one the members are read once more.
 */
export async function observedBy(
  rule: Rule,
  inputs: Pick<RuleInputs, "distributions">,
): Promise<readonly Observed<unknown>[]> {
  const { observe } = rule;
  if (observe === null) return [];
  const all: Observed<unknown>[] = [];
  for (const distribution of inputs.distributions) {
    const before = distribution.observed.get(observe);
    if (before !== undefined) {
      for (const { member, value } of before) all.push({ distribution, member, value });
      continue;
    }
    for (const member of membersOf(distribution)) {
      const wanted = observe.wants(member);
      if (wanted <= 0) continue;
      const bytes = await distribution.read(member.name, Math.max(wanted, member.size)).catch(() => null);
      if (bytes === null) continue;
      const value = observe.look(bytes.subarray(0, wanted), member);
      if (value !== undefined) all.push({ distribution, member, value });
    }
  }
  return all;
}

/** The observers of the rules that are going to run: whoever opens a distribution for a check gives them along. */
export function observersFor(
  config: Pick<CheckConfig, "select" | "extend-select">,
  rules: readonly Rule[],
): readonly MemberObserver<unknown>[] {
  const selected = rules.filter((rule) => isSelected(rule, config)).map((rule) => rule.observe);
  return [...new Set(selected)].filter((observer) => observer !== null);
}

function* membersOf(distribution: Distribution): Generator<Member> {
  const { kind } = distribution;
  for (const { name, size, kind: entryKind } of distribution.entries) {
    if (entryKind !== "file") continue;
    yield { name, path: kind === "sdist" ? name.slice(name.indexOf("/") + 1) : name, size, kind };
  }
}
