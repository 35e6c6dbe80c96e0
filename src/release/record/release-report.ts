import type { RunReport } from "../../engine/report.ts";
import type { StepsResult } from "../../engine/steps/run-steps.ts";
import type { PublicFiles } from "../state/public-files.ts";

/** How a release ended. */
export interface ReleaseReport extends StepsResult {
  readonly project: string;
  readonly version: string;
  /** Null: a development version has none. */
  readonly tag: string | null;
  readonly commit: string;
  /** What people call the index. */
  readonly index: string;
  /** What users type to install it; empty when nothing was built. */
  readonly install: readonly string[];
  /** Where its journal, files and proofs are kept. */
  readonly directory: string;
  /** The page of the rehearsal, which tells of the release, too; null: nothing was rehearsed. */
  readonly report: string | null;
  /** Of this run; null when the files of an earlier one were taken. */
  readonly rehearsal: RunReport | null;
  /** What the index shows of it, looked at when a step had failed; null when nobody had to look. */
  readonly public: PublicFiles | null;
  /** A part of it is public, and not everything is done. */
  readonly isPartly: boolean;
}
