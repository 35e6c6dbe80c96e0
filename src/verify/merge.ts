import { isAtLeast, type Finding } from "../findings/finding.ts";

/** A finding with the trial that showed it. */
export interface TrialFinding {
  readonly trial: string;
  readonly finding: Finding;
}

/** By which two findings of several trials are one. */
export function findingKey({ rule, subject, message }: Finding): string {
  return JSON.stringify([rule, subject ?? message]);
}

/**
 * One finding for each defect, in the order of first sight, with the names of all trials that showed it in
 * `details.trials`. The worst is kept, of equals the first; what another trial's tool printed is kept beside them.
 */
export function mergeFindings(seen: readonly TrialFinding[]): readonly Finding[] {
  const groups = new Map<
    string,
    { readonly finding: Finding; readonly trials: string[]; readonly words: Map<string, unknown> }
  >();
  for (const { trial, finding } of seen) {
    const key = findingKey(finding);
    const known = groups.get(key) ?? { finding, trials: [], words: new Map<string, unknown>() };
    const isWorse = !isAtLeast(known.finding.severity, finding.severity);
    const group = isWorse ? { ...known, finding } : known;
    groups.set(key, group);
    if (!group.trials.includes(trial)) group.trials.push(trial);
    const output = finding.details?.["output"];
    if (output !== undefined) group.words.set(trial, output);
  }
  return [...groups.values()].map(({ finding, trials, words }) => {
    const distinct = new Set([...words.values()].map(String)).size;
    const outputs = distinct > 1 ? { outputs: Object.fromEntries(words) } : {};
    return { ...finding, details: { ...finding.details, ...outputs, trials: [...trials].sort() } };
  });
}
