import type { BuildReason } from "./build-reason.ts";
import type { TextChange } from "./file-edit.ts";
import type { Location } from "./location.ts";
import type { Phase } from "./phase.ts";
import type { RefusalReason } from "./refusal-reason.ts";

/** `error`: PyPI refuses it, or an install or a run breaks. `warning`: works, yet wrong. `info`: worth knowing. */
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

/** True for a finding that makes the verdict red. */
export function isError(finding: Finding): boolean {
  return finding.severity === "error";
}

/**
 * Removes every finding whose symptom another finding explains; order is kept. An explanation that was milder than
 * a consequence that was then observed takes over its severity: a defect never turns green by being explained.
 */
export function foldSymptoms(findings: readonly Finding[]): readonly Finding[] {
  const explained = new Set(findings.flatMap((finding) => finding.explains ?? []));
  const isFolded = (finding: Finding): boolean =>
    finding.symptom !== undefined && explained.has(finding.symptom);
  const broken = new Set(
    findings.filter((each) => isFolded(each) && isError(each)).map((each) => each.symptom),
  );
  return findings
    .filter((finding) => !isFolded(finding))
    .map((finding) =>
      !isError(finding) && finding.explains?.some((key) => broken.has(key)) === true
        ? { ...finding, severity: "error", confidence: "certain" }
        : finding,
    );
}
