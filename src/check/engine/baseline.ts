import * as v from "valibot";
import type { Finding } from "../../findings/finding.ts";
import { fingerprints } from "./fingerprint.ts";
import type { Ignored } from "./ignores.ts";
import { BASELINE_ENTRY_GONE } from "./settings-rules.ts";

/** Findings that a project lives with for now. */
export interface Baseline {
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly file: string;
    readonly message: string;
  }[];
}

/** A baseline with the name of its file. */
export interface NamedBaseline {
  readonly file: string;
  readonly entries: Baseline;
}

const baselineSchema: v.GenericSchema<unknown, Baseline> = v.object({
  schema: v.literal(1),
  findings: v.array(
    v.object({ fingerprint: v.string(), rule: v.string(), file: v.string(), message: v.string() }),
  ),
});

/** Reads a baseline; null for what is none. */
export function parseBaseline(text: string): Baseline | null {
  try {
    const result = v.safeParse(baselineSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** The text of a baseline of these findings: one line a finding, sorted, so that a change of it can be read. */
export function baselineText(findings: readonly Finding[]): string {
  const marks = fingerprints(findings);
  const rows = findings
    .map((finding, at) => ({
      fingerprint: marks[at] ?? "",
      rule: finding.rule,
      file: finding.location?.file ?? "",
      message: finding.message,
    }))
    .toSorted(
      (a, b) => compare(a.rule, b.rule) || compare(a.file, b.file) || compare(a.fingerprint, b.fingerprint),
    );
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
  return `{\n  "schema": 1,\n  "findings": [\n${lines.join(",\n")}${lines.length > 0 ? "\n" : ""}  ]\n}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a baseline comes to. */
interface AppliedBaseline {
  readonly findings: readonly Finding[];
  readonly ignored: readonly Ignored[];
  /** S003 for each entry that took nothing out, of those that `isJudged` accepts. */
  readonly gone: (isJudged: (entry: Baseline["findings"][number]) => boolean) => readonly Finding[];
}

/** Takes out what the baseline has. What a run observes stays, as with ignores. */
export function applyBaseline(findings: readonly Finding[], baseline: NamedBaseline | null): AppliedBaseline {
  if (baseline === null) return { findings, ignored: [], gone: () => [] };
  const { file } = baseline;
  const entries = new Map(baseline.entries.findings.map((entry) => [entry.fingerprint, entry]));
  const marks = fingerprints(findings);
  const kept: Finding[] = [];
  const ignored: Ignored[] = [];
  for (const [at, finding] of findings.entries()) {
    const mark = marks[at] ?? "";
    if (finding.observed !== true && entries.delete(mark))
      ignored.push({ finding, reason: `baseline ${file}` });
    else kept.push(finding);
  }
  return {
    findings: kept,
    ignored,
    gone: (isJudged) =>
      [...entries.values()].filter(isJudged).map((entry) => {
        const where = entry.file === "" ? "" : ` in ${entry.file}`;
        const message = `${entry.rule}${where} is no longer found: ${entry.message}`;
        return BASELINE_ENTRY_GONE.finding(message, { file });
      }),
  };
}
