import type { DocumentHead } from "../../../text/document-head.ts";
import type { ArtifactReport, RunReport, TrialReport, UploadReport } from "../../../engine/report.ts";
import type { StageReport } from "../../../engine/run-result.ts";
import type { StepReport } from "../../../engine/steps/run-steps.ts";
import type { FaultFields } from "../../../findings/fault.ts";
import type { Finding } from "../../../findings/finding.ts";

/**
 * What a command's JSON document holds of what a job summary shows. Every command has some of it: a run its stages and
 * trials, a release its steps and, inside, the rehearsal.
 */
export interface SummaryDocument extends Partial<DocumentHead> {
  readonly command?: string;
  readonly verdict?: "green" | "red";
  readonly phase?: string | null;
  readonly exitCode?: number;
  readonly project?: string | Pick<RunReport["project"], "name" | "version" | "commit"> | null;
  readonly version?: string | null;
  readonly index?: string;
  readonly seconds?: number;
  readonly artifacts?: readonly ArtifactReport[];
  readonly files?: readonly { readonly file: string; readonly size?: number; readonly sha256?: string }[];
  readonly stages?: readonly StageReport[];
  readonly trials?: readonly TrialReport[];
  readonly steps?: readonly (StepReport | { readonly id: string })[];
  readonly publication?: readonly UploadReport[];
  readonly findings?: readonly Finding[];
  readonly install?: readonly string[];
  readonly output?: RunReport["output"];
  /** Of a job of a generated workflow. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Of a release: where its record is. */
  readonly directory?: string;
  readonly rehearsal?: SummaryDocument | null;
  /** Sizes and times, one line each. */
  readonly notes?: readonly string[];
  readonly error?: FaultFields;
  readonly errors?: readonly FaultFields[];
}

/** The name and version that a document speaks of, each null when it does not say. */
export function projectOf({ project, version, rehearsal }: SummaryDocument): {
  readonly name: string | null;
  readonly version: string | null;
} {
  if (project === undefined && rehearsal !== null && rehearsal !== undefined) return projectOf(rehearsal);
  if (typeof project === "string") return { name: project, version: version ?? null };
  return { name: project?.name ?? null, version: project?.version ?? version ?? null };
}

/** What kept the job itself from being done. */
export function faultsOf({ errors, error }: SummaryDocument): readonly FaultFields[] {
  return errors ?? (error === undefined ? [] : [error]);
}
