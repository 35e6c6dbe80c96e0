import { isAtLeast, type Finding } from "../../src/findings/finding.ts";

/** A function that folds, or a broken one that a test plants. */
export type Fold = (findings: readonly Finding[]) => readonly Finding[];

/** What is wrong with a folding: nothing may vanish but under another, shown finding of at least its severity. */
export function foldingProblems(findings: readonly Finding[], fold: Fold): readonly string[] {
  const shown = fold(findings);
  const source = (each: Finding): number =>
    findings.findIndex((own) => own === each || own.message === each.message);
  const kept = new Map(shown.map((each) => [source(each), each]));
  const problems = [...kept.values()].length === shown.length ? [] : ["a finding is shown twice"];
  for (const [at, finding] of findings.entries()) {
    const own = kept.get(at);
    if (own !== undefined) {
      if (!isAtLeast(own.severity, finding.severity)) problems.push(`${finding.message} became milder`);
      continue;
    }
    const { symptom } = finding;
    const by = [...kept].find(
      ([position, each]) =>
        position !== at &&
        symptom !== undefined &&
        each.explains?.includes(symptom) === true &&
        isAtLeast(each.severity, finding.severity),
    );
    if (by === undefined) problems.push(`${finding.rule} vanished: ${finding.message}`);
  }
  return problems;
}
