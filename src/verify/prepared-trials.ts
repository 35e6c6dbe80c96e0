import type { DeclaredOutcome, FurtherTrials, PreparedEnvironments, PrepareRequest } from "./request.ts";

/** The matrix and its environments, on their way while the build still runs. */
export interface PreparedTrials {
  readonly request: PrepareRequest;
  /** What else is tried, once the files are there. */
  readonly further: Pick<FurtherTrials, "cells" | "extras" | "absent">;
  readonly environments: PreparedEnvironments;
  /** Whether every declared Python can meet the requirements; null when those are not known before the build. */
  readonly declared: Promise<DeclaredOutcome> | null;
  /** Normalized names of the workspace's members that the project requires. */
  readonly siblings: ReadonlySet<string>;
}
