import type { Finding } from "../../../findings/finding.ts";
import type { CheckReport } from "./format.ts";

/** The findings that a person is shown: infos only when asked for. */
export function visibleFindings({ verdict, verbose }: CheckReport): readonly Finding[] {
  return verbose ? verdict.findings : verdict.findings.filter((each) => each.severity !== "info");
}

/** How often a rule speaks. */
export interface RuleCount {
  readonly rule: string;
  readonly slug: string;
  readonly count: number;
  readonly fixable: number;
}

/** How often each rule speaks, most often first. */
export function statistics(findings: readonly Finding[]): readonly RuleCount[] {
  const byRule = Map.groupBy(findings, (finding) => finding.rule);
  return [...byRule]
    .map(([rule, all]) => ({
      rule,
      slug: all[0]?.slug ?? "",
      count: all.length,
      fixable: all.filter((finding) => finding.fix !== undefined).length,
    }))
    .toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}

/** Statistics as lines. */
export function statisticsLines(findings: readonly Finding[]): readonly string[] {
  const rows = statistics(findings);
  const width = String(rows[0]?.count ?? 0).length;
  return rows.map(
    ({ rule, slug, count, fixable }) =>
      `${String(count).padStart(width)}  ${rule}  ${slug}${fixable > 0 ? ` (${fixable} fixable)` : ""}`,
  );
}
