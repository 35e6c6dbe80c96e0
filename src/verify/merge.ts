import type { Finding } from "../values/finding.ts";

/** A finding with the trial that showed it. */
export interface TrialFinding {
  readonly trial: string;
  readonly finding: Finding;
}

/**
 * One finding for each defect, in the order of first sight, with the names of all trials that showed it in
 * `details.trials`. The first trial's words are kept; what another trial's tool printed is kept beside them.
 */
export function mergeFindings(seen: readonly TrialFinding[]): readonly Finding[] {
  const groups = new Map<
    string,
    { readonly finding: Finding; readonly trials: string[]; readonly words: Map<string, unknown> }
  >();
  for (const { trial, finding } of seen) {
    const key = JSON.stringify([finding.rule, finding.subject ?? finding.message]);
    const group = groups.get(key) ?? { finding, trials: [], words: new Map<string, unknown>() };
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
