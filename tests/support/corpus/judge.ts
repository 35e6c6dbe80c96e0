import type { Label, Pin, Reported, Result } from "./data.ts";

/** A warning or an error with the label that a person gave it. */
export interface Labelled extends Reported {
  readonly label: Label["label"] | "unlabelled";
  readonly why: string;
}

/** The reported of one result, with their labels. */
export function labelled(result: Result, labels: readonly Label[]): readonly Labelled[] {
  return result.reported.map((each) => {
    const label = labels.find((known) => fits(known, result, each));
    return { ...each, label: label?.label ?? "unlabelled", why: label?.why ?? "" };
  });
}

/** What must not be: a line for each warning and error without a label, or with the label `false`. */
export function objections(results: readonly Result[], labels: readonly Label[]): readonly string[] {
  return results.flatMap((result) =>
    labelled(result, labels)
      .filter(({ label }) => label === "unlabelled" || label === "false")
      .map(
        (each) =>
          `${result.name}: ${each.label}: ${each.rule} ${each.severity} [${each.subject}] ${each.message}`,
      ),
  );
}

/** Labels of these projects that fit nothing any more. */
export function staleLabels(results: readonly Result[], labels: readonly Label[]): readonly Label[] {
  return labels.filter((label) =>
    results.some(
      (each) => each.name === label.project && !each.reported.some((one) => fits(label, each, one)),
    ),
  );
}

/** True for a green verdict, and for a red one of which an error is labelled true and none is false or unlabelled. */
export function isRight(result: Result, labels: readonly Label[]): boolean {
  if (result.verdict !== "red") return result.verdict === "green";
  const errors = labelled(result, labels).filter((each) => each.severity === "error");
  return (
    errors.some(({ label }) => label === "true") &&
    errors.every(({ label }) => label === "true" || label === "arguable")
  );
}

/** A goal of the corpus: what it asks for, what was measured, whether that is enough. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** Seconds within which nine of ten rehearsals end on two idle cores. */
const SECONDS = 60;

/** The results held against the goals. */
export function goals(
  pins: readonly Pin[],
  results: readonly Result[],
  labels: readonly Label[],
): readonly Goal[] {
  const all = results.flatMap((result) => labelled(result, labels));
  const count = (severity: Reported["severity"], label: Labelled["label"]): number =>
    all.filter((each) => each.severity === severity && each.label === label).length;
  const right = results.filter((result) => isRight(result, labels)).length;
  const fast = results.filter((result) => result.wallSeconds <= SECONDS).length;
  const cheap = results.filter((result) => result.cpuSeconds <= SECONDS).length;
  const warnings = all.filter((each) => each.severity === "warning").length / Math.max(1, results.length);
  const share = (part: number): number => part / Math.max(1, results.length);
  return [
    goal("80 releases or more", `${results.length} of ${pins.length}`, results.length >= 80),
    goal("95 % PASSED, or FAILED for a true reason", percent(right, results.length), share(right) >= 0.95),
    goal("no false error", String(count("error", "false")), count("error", "false") === 0),
    goal("no false warning", String(count("warning", "false")), count("warning", "false") === 0),
    goal(
      "every error and warning labelled",
      `${all.length - count("error", "unlabelled") - count("warning", "unlabelled")} of ${all.length}`,
      all.every((each) => each.label !== "unlabelled"),
    ),
    goal("1.5 warnings a project at most", warnings.toFixed(2), warnings <= 1.5),
    goal(
      `90 % within ${SECONDS} s on two idle cores`,
      `${percent(fast, results.length)}; with at most ${SECONDS} s of CPU: ${percent(cheap, results.length)}`,
      share(fast) >= 0.9,
    ),
  ];
}

function goal(text: string, measured: string, isMet: boolean): Goal {
  return { goal: text, measured, isMet };
}

function percent(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
}

function fits(label: Label, result: Result, each: Reported): boolean {
  return label.project === result.name && label.rule === each.rule && label.subject === each.subject;
}
