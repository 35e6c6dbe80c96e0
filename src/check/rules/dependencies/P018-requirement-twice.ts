import { symptom } from "../../../findings/finding.ts";
import { formatMarker } from "../../../version/marker.ts";
import { parseVersion } from "../../../version/pep440.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { declaredRequirements, type DeclaredRequirement } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P018: a requirement occurs twice or contradicts itself. */
export const requirementTwice: Rule = defineRule({
  code: "P018",
  slug: "requirement-twice",
  title: "a requirement occurs twice or contradicts itself",
  severity: "warning",
  needs: ["tree", "dist"],
  docs: {
    what: "One distribution is required twice under the same condition, or with clauses that no version satisfies (including clauses of the project and of an extra together).",
    why: "People notice only one of the two lines; contradicting requirements make the release impossible to install.",
    fix: "merge them into one requirement",
    bad: 'dependencies = ["click>=8", "click<8"]',
    good: 'dependencies = ["click>=8,<9"]',
    peers: [],
  },
  *check(inputs) {
    const seen = new Map<string, DeclaredRequirement>();
    const always: DeclaredRequirement[] = [];
    for (const requirement of declaredRequirements(inputs)) {
      const { name, parsed, view, item } = requirement;
      const marker = parsed.marker === null ? "" : formatMarker(parsed.marker);
      const key = JSON.stringify([view.label, item.extra, name, parsed.extras.toSorted(), marker]);
      const first = seen.get(key);
      seen.set(key, requirement);
      if (item.extra === null && marker === "") always.push(requirement);
      const together = joined(first, requirement);
      const cannot = isUnsatisfiable(together);
      if (first === undefined && !cannot) continue;
      const text = first === undefined ? `"${item.text}"` : `"${first.item.text}" and "${item.text}"`;
      yield {
        message: cannot
          ? `${view.label}: no version satisfies ${text}`
          : `${view.label}: ${parsed.name} is required twice, by ${text}`,
        // Two ranges on purpose both count; a line that says nothing new was forgotten.
        severity: cannot ? "error" : addsUp(first?.parsed.specifier, parsed.specifier) ? "info" : "warning",
        location: item.location,
        ...(first !== undefined && { related: [first.item.location] }),
        subject: `${item.extra ?? ""} ${name}`,
        help: cannot ? "specify a range that matches a version" : `merge them: "${parsed.name}${together}"`,
        ...(cannot && { explains: [symptom.install(`requirement:${name}`)] }),
      };
    }
    // Who asks for an extra gets its requirements and those of the project.
    for (const requirement of seen.values()) {
      const { name, parsed, view, item } = requirement;
      if (item.extra === null || isUnsatisfiable(parsed.specifier)) continue;
      const base = always.find((each) => each.view.label === view.label && each.name === name);
      if (base === undefined || !isUnsatisfiable(joined(base, requirement))) continue;
      yield {
        message: `${view.label}: no version satisfies both "${base.item.text}" and "${parsed.name}${parsed.specifier}" of the extra [${item.extra}]`,
        severity: "error",
        location: item.location,
        related: [base.item.location],
        subject: `${item.extra} ${name}`,
        why: `The extra [${item.extra}] cannot be installed: no version satisfies both requirements.`,
        help: "change one of the two ranges so that they overlap",
        explains: [symptom.install(`requirement:${name}`)],
      };
    }
  },
});

/** What two requirements of one distribution ask for together. */
function joined(first: DeclaredRequirement | undefined, second: DeclaredRequirement): string {
  return [first?.parsed.specifier ?? "", second.parsed.specifier].filter((text) => text !== "").join(",");
}

/** Whether each of two ranges says something, as an exclusion beside a lower bound does: installers take both. */
function addsUp(first: string | undefined, second: string): boolean {
  if (first === undefined || first === "" || second === "" || first === second) return false;
  return /!=|<|~=/.test(first + second);
}

/** True when no version can lie in the set: neither one that it names nor one just behind or in front of these. */
function isUnsatisfiable(text: string): boolean {
  const set = parseSpecifierSet(text);
  if (set === null || set.specifiers.some(({ operator }) => operator === "===")) return false;
  const named = set.specifiers.map(({ version }) => version.replace(/\.\*$/, ""));
  const near = [
    "0",
    ...named.flatMap((version) => [version, `${version}.0.1`, `${version}.9999`, `${version}.post1`]),
  ];
  return !near.some((candidate) => {
    const version = parseVersion(candidate);
    return version !== null && set.contains(version, { prereleases: true });
  });
}
