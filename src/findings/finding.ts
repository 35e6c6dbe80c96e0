import type { BuildReason } from "./build-reason.ts";
import type { TextChange } from "../text/file-edit.ts";
import type { Location } from "./location.ts";
import type { Phase } from "./phase.ts";
import type { RefusalReason } from "./refusal-reason.ts";

/** `error`: PyPI rejects it, or an install or a run breaks. `warning`: works, yet wrong. `info`: worth knowing. */
export type Severity = "error" | "warning" | "info";

/** How sure the rule is: `certain` was observed, `likely` was inferred. */
export type Confidence = "certain" | "likely";

/**
 * A mechanical cure: replacements in files of the project. `safe` keeps the meaning of all else and may be made
 * unasked by `--fix`; `review` is right as a rule and wants a person's eye (`--unsafe-fixes`).
 */
export interface Fix {
  /** In the imperative: what it does. */
  readonly title: string;
  readonly safety: "safe" | "review";
  /** By file: POSIX path relative to the project root. A file that is not there yet is taken as empty. */
  readonly files: readonly { readonly path: string; readonly changes: readonly TextChange[] }[];
}

/**
 * A defect in the user's project: a value, collected with all the others, never thrown.
 * "We could not do the job" is a {@link Fault} instead.
 */
export interface Finding {
  /** Stable code of the rule, for example `P001`. */
  readonly rule: string;
  /** Kebab-case name of the defect, for example `direct-url-dependency`. */
  readonly slug: string;
  /** The stage in which the defect showed. */
  readonly phase: Phase;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What is wrong, in one sentence that names the thing. */
  readonly message: string;
  readonly location?: Location;
  readonly related?: readonly Location[];
  /** Why it matters: what will happen, with a server's words quoted verbatim. */
  readonly why?: string;
  /** The exact edit or command that cures it. */
  readonly help?: string;
  /** The same cure, for a machine. */
  readonly fix?: Fix;
  /** What the finding is about (a requirement, a module, a file): two findings on one subject can be matched. */
  readonly subject?: string;
  /**
   * Later symptoms that this finding accounts for, as symptom keys (see `symptom`), so that one
   * defect is told once: a predicted refusal or import failure is folded into its prediction.
   */
  readonly explains?: readonly string[];
  /** Machine-readable extras (captured output, refused file, exit status). JSON-safe, secrets already masked. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** For a finding that is itself a consequence: its own symptom key, matched against `explains` of others. */
  readonly symptom?: string;
  /**
   * This run saw it happen: an index rejected, an installer, an import, a script, a gate failed, bytes differ. No
   * ignore, baseline or severity setting reaches it.
   */
  readonly observed?: true;
  /** Keys of outcomes (see `outcomeKey`) that withdraw a *likely* finding: what was guessed did not come about. */
  readonly disprovedBy?: readonly string[];
}

/** A rule that did not run, and why: reported, never counted as passed. */
export interface Skipped {
  readonly rule: string;
  readonly reason: string;
}

/**
 * Keys by which a symptom seen by a real tool meets the finding that predicted it.
 * `explains` holds these keys; a finding made from an observation carries one as `symptom`.
 */
export const symptom = {
  /** The index refused an upload; `reason` is the refusal's stable id, for example `direct-dependency`. */
  refusal: (reason: RefusalReason): string => `refusal:${reason}`,
  /** An installer refused the distribution; `reason` is for example `entry-point` or `unsatisfiable`. */
  install: (reason: string): string => `install:${reason}`,
  /** A module could not be found at import; the full dotted name that Python reported. */
  missingModule: (module: string): string => `missing-module:${module}`,
  /** The wheel has a top-level name that no release should claim. */
  topLevel: (name: string): string => `top-level:${name}`,
  /** A module is no Python; its full dotted name. */
  syntax: (module: string): string => `syntax:${module}`,
  /** A file could not be found at run time (base name). */
  missingFile: (name: string): string => `missing-file:${name}`,
  /** A console or GUI script fails for this reason. */
  script: (name: string): string => `script:${name}`,
  /** An entry point's object cannot be loaded. */
  entryPoint: (name: string): string => `entry-point:${name}`,
  /** A version that the release shows at run time differs from its metadata; `where` is a module or a script. */
  version: (where: string): string => `version:${where}`,
  /** The build failed for this reason. */
  build: (reason: BuildReason): string => `build:${reason}`,
} as const;

/** Keys of what a run saw succeed, by which it withdraws guesses that said otherwise. */
export const outcomeKey = {
  /** The sdist and the wheel were built. */
  built: "built",
  /** A module was imported in a trial, without an extra; its full dotted name. */
  imported: (module: string): string => `imported:${module}`,
  /** A trial's environment holds the distribution, brought by what is required; its normalized name. */
  installed: (project: string): string => `installed:${project}`,
  /** The user's index has the project; its normalized name. */
  onIndex: (project: string): string => `on-index:${project}`,
} as const;

/** True for a finding that makes the verdict red. */
export function isError(finding: Finding): boolean {
  return finding.severity === "error";
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** True when the first severity weighs no less than the second. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return RANK[severity] >= RANK[other];
}

/**
 * What a stage saw happen, as against what a rule concludes: its errors are marked, so that no ignore, baseline or
 * severity setting reaches them.
 */
export function asObserved(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => (isError(finding) ? { ...finding, observed: true } : finding));
}

/** Takes out the guesses that an outcome of this very run disproves: a build that succeeded, a module that imported. */
export function withdrawDisproved(
  findings: readonly Finding[],
  outcomes: ReadonlySet<string>,
): readonly Finding[] {
  return findings.filter((finding) => !isDisproved(finding, outcomes));
}

function isDisproved(finding: Finding, outcomes: ReadonlySet<string>): boolean {
  const { confidence, observed, disprovedBy } = finding;
  if (confidence !== "likely" || observed === true) return false;
  return disprovedBy?.some((key) => outcomes.has(key)) === true;
}

/**
 * Removes every finding whose symptom another finding explains that is itself shown; order is kept. An explanation
 * that was milder than its consequence takes over the severity: a defect never turns green by being explained. Nothing
 * explains itself, and of findings that explain each other the first one is shown.
 */
export function foldSymptoms(findings: readonly Finding[]): readonly Finding[] {
  const byKey = new Map<string, number[]>();
  for (const [at, { explains = [] }] of findings.entries()) {
    for (const key of new Set(explains)) byKey.set(key, [...(byKey.get(key) ?? []), at]);
  }
  const explainers = findings.map((finding, at) =>
    finding.symptom === undefined ? [] : (byKey.get(finding.symptom) ?? []).filter((each) => each !== at),
  );
  const shown = shownAmong(explainers);
  const raised = new Map<number, Severity>();
  for (const [at, finding] of findings.entries()) {
    if (shown.has(at)) continue;
    const severityOf = (each: number): Severity => raised.get(each) ?? findings[each]?.severity ?? "info";
    const able = (explainers[at] ?? []).filter((each) => shown.has(each));
    const first = able[0];
    if (first === undefined || able.some((each) => isAtLeast(severityOf(each), finding.severity))) continue;
    raised.set(first, finding.severity);
  }
  return findings.flatMap((finding, at) => {
    if (!shown.has(at)) return [];
    const severity = raised.get(at);
    return [severity === undefined ? finding : { ...finding, severity, confidence: "certain" }];
  });
}

/** Positions that stay: those without a shown explainer. In a ring of explanations the first one is the cause. */
function shownAmong(explainers: readonly (readonly number[])[]): ReadonlySet<number> {
  const shown = new Set<number>();
  const open = new Set(explainers.keys());
  while (open.size > 0) {
    const before = open.size;
    for (const at of open) {
      const by = explainers[at] ?? [];
      const isFolded = by.some((each) => shown.has(each));
      if (!isFolded && by.some((each) => open.has(each))) continue;
      open.delete(at);
      if (!isFolded) shown.add(at);
    }
    if (open.size < before) continue;
    const causes = (at: number): ReadonlySet<number> => reachable(at, explainers, open);
    const cause = [...open].find((at) => [...causes(at)].every((each) => causes(each).has(at)));
    if (cause === undefined) throw new Error("a graph without a source");
    open.delete(cause);
    shown.add(cause);
  }
  return shown;
}

/** What explains a finding, directly or not, among those that are open. */
function reachable(
  from: number,
  explainers: readonly (readonly number[])[],
  open: ReadonlySet<number>,
): ReadonlySet<number> {
  const seen = new Set<number>();
  const next = [from];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const each of explainers[at] ?? []) {
      if (!open.has(each) || seen.has(each)) continue;
      seen.add(each);
      next.push(each);
    }
  }
  return seen;
}
