import type { Finding } from "../findings/finding.ts";
import type { Fault } from "../findings/fault.ts";
import type { Phase } from "../findings/phase.ts";
import type { ReleaseValues } from "./release-values.ts";

/** How one stage went. Seconds are counted from the start of the run. */
export interface StageReport {
  readonly id: string;
  readonly title: string;
  readonly outcome: "ok" | "warned" | "failed" | "skipped";
  readonly startedAt: number;
  readonly seconds: number;
  /** The stage whose end let this one begin; absent when it waited for none. */
  readonly after?: string;
  /** Why it was skipped or blocked, or what it made. */
  readonly detail?: string;
}

/** How a stage came to its end, with the defects that it saw: what its outcome is made of. */
export interface StageEnd {
  readonly report: StageReport;
  readonly phase: Phase;
  /**
   * `given`: it gave its values, whatever its findings say. `idle`: it had nothing to do. `skipped`: what it needs did
   * not come about.
   */
  readonly how: "given" | "idle" | "blocked" | "fault" | "skipped";
  readonly findings: readonly Finding[];
}

/** The end of a run: every value that came about, every stage, every finding, every fault. */
export interface RunResult {
  readonly values: Partial<ReleaseValues>;
  readonly stages: readonly StageReport[];
  /** The same stages, each with what its outcome is made of. */
  readonly ends: readonly StageEnd[];
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly seconds: number;
}
