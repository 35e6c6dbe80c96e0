import type { Distribution } from "../dist/distribution.ts";
import type { Member, Observed } from "../dist/observer.ts";
import type { Rule, RuleInputs } from "./rule.ts";

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

function* membersOf(distribution: Distribution): Generator<Member> {
  const { kind } = distribution;
  for (const { name, size, kind: entryKind } of distribution.entries) {
    if (entryKind !== "file") continue;
    yield { name, path: kind === "sdist" ? name.slice(name.indexOf("/") + 1) : name, size, kind };
  }
}
