/** The kinds of differences between two builds; part of the contract: `--accept CODE:SUBJECT` names them. */
export const DIFFERENCE_CODES = [
  "name",
  "version",
  "summary",
  "description",
  "description-content-type",
  "keywords",
  "author",
  "maintainer",
  "license",
  "license-file",
  "classifier",
  "requires-python",
  "requires-dist",
  "provides-extra",
  "project-url",
  "dynamic",
  "metadata-version",
  "other-metadata",
  "entry-point",
  "wheel-file",
  "sdist-file",
  "wheel-tag",
  "record",
  "build",
  "import",
  "script",
  "tests",
] as const;

export type DifferenceCode = (typeof DIFFERENCE_CODES)[number];

/** A difference that is meant: of this kind, for this subject (any, without one), for this reason. */
export interface Intention {
  readonly code: DifferenceCode;
  readonly subject?: string;
  readonly reason: string;
}

/** Why a project cannot be migrated as it is, and what to do. */
export interface Refusal {
  /** `CODE:SUBJECT`-like name of what is in the way: `dependency:foo`. */
  readonly subject: string;
  readonly message: string;
  readonly help: string;
  /** What helps besides, as long as another target has not been tried in vain. */
  readonly elsewhere?: string;
}

/** What a source or a target wants a person to know. */
export interface Remarks {
  readonly notes: readonly string[];
  readonly intentions: readonly Intention[];
  readonly refusals: readonly Refusal[];
}

/** Collects remarks while something is read or written. */
export class RemarkBook implements Remarks {
  readonly notes: string[] = [];
  readonly intentions: Intention[] = [];
  readonly refusals: Refusal[] = [];

  note(text: string): void {
    this.notes.push(text);
  }

  intend(code: DifferenceCode, subject: string | null, reason: string): void {
    this.intentions.push({ code, reason, ...(subject !== null && { subject }) });
  }

  refuse(subject: string, message: string, help: string, elsewhere?: string): void {
    this.refusals.push({ subject, message, help, ...(elsewhere !== undefined && { elsewhere }) });
  }
}
