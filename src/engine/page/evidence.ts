import type { Html } from "../../html/html.ts";
import type { FaultFields } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import type { StepReport } from "../steps/run-steps.ts";
import type { MetadataField } from "../report.ts";

/** What a run's page shows besides its report. */
export interface Evidence {
  /** The README as PyPI will show it; null: there is none, or it could not be rendered. */
  readonly readme: Readme | null;
  /** The release before this one, of which this machine keeps the files; null: it keeps none. */
  readonly previous: PreviousRelease | null;
  /** Files beside the page, relative to it. */
  readonly files: readonly string[];
  /** The logs among them, each with its last lines. */
  readonly logs: readonly Log[];
  /** What the rules of the findings say, by code. */
  readonly rules: ReadonlyMap<string, RuleText>;
  /** What the release did for which the run was; null: there was none. */
  readonly released: Released | null;
}

/** How a release ended. */
export interface Released {
  readonly steps: readonly StepReport[];
  readonly findings: readonly Finding[];
  readonly error: FaultFields | null;
  /** What people call the index. */
  readonly index: string;
  /** What users type to install it. */
  readonly install: readonly string[];
  readonly complete: boolean;
  /** A part is public, and not everything. */
  readonly isPartly: boolean;
}

/** The end of a log. */
export interface Log {
  readonly path: string;
  readonly text: string;
}

export interface Readme {
  readonly html: Html;
  readonly contentType: string;
}

/** A release that was published from here. */
export interface PreviousRelease {
  readonly version: string;
  /** Of its wheel. */
  readonly members: readonly { readonly path: string; readonly size: number }[];
  readonly metadata: readonly MetadataField[];
}

/** What a page says of a rule. */
export interface RuleText {
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** How much of what has no end a page shows; a large run's page is drawn anew with less until it fits. */
export interface Room {
  readonly findings: number;
  readonly rows: number;
  /** Characters of any one text. */
  readonly text: number;
  /** Characters of each program's output. */
  readonly output: number;
  readonly readme: boolean;
}
