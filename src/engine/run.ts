import type { Ports } from "../ports/ports.ts";
import { fault, type Fault } from "../findings/fault.ts";
import { outcomeOf, runStages } from "./executor.ts";
import type { RunResult } from "./run-result.ts";
import type { Finding } from "../findings/finding.ts";
import type { OutputDirectory } from "./run-output.ts";
import { openRecord } from "./run-record.ts";
import type { RunReport } from "./report.ts";
import type { RunRequest } from "./run-request.ts";
import { settle, type Exempted } from "./settle.ts";
import type { Stage } from "./stage.ts";
import type { ReleaseValues } from "./release-values.ts";
import { judge, type Verdict } from "./verdict.ts";

/** A run of stages that is over, before anything is drawn from it. */
export interface FinishedRun {
  readonly result: RunResult;
  readonly verdict: Verdict;
  readonly exempt: Exempted;
  readonly startedAt: string;
  readonly output: OutputDirectory;
}

/** Turns a finished run into the report, once all is known. */
export type Reporter = (run: FinishedRun, ports: Ports) => RunReport | Promise<RunReport>;

/**
 * Runs a list of stages from a request to a report: keeps the record, closes what the stages opened
 * (also after a bug or Ctrl-C), judges. After an interruption the report has what was known by then, and its fault.
 */
export async function runPipeline(
  stages: readonly Stage[],
  request: RunRequest,
  output: OutputDirectory,
  command: string,
  report: Reporter,
  ports: Ports,
): Promise<RunReport> {
  const record = openRecord(output.record, ports);
  const startedAt = ports.clock.now().toISOString();
  record.add({ type: "run-started", command, directory: request.directory, worktree: request.worktree });
  const resources: AsyncDisposable[] = [];
  const told: Ports = {
    ...ports,
    events: (event) => {
      record.sink(event);
      ports.events(event);
    },
  };
  try {
    const initial: Partial<ReleaseValues> = { request, output };
    const result = await runStages(stages, initial, {
      ports: told,
      closeLater: (resource) => resources.push(resource),
    });
    const { ignored, waived, ...kept } = settle(result, ports.clock.now());
    // All else that fails then fails by it.
    const faults = ports.signal.aborted ? [fault("run/interrupted")] : distinct(result.faults);
    const verdict = judge(kept.findings, faults, kept.outcomes);
    const settled = { ...result, stages: settledStages(result, kept.findings), faults };
    const exempt = { ignored, waived };
    const made = await report({ result: settled, verdict, exempt, startedAt, output }, told);
    for (const finding of made.findings) record.add({ type: "finding", finding });
    for (const passed of made.ignored) record.add({ type: "ignored", ...passed });
    for (const passed of made.waived) record.add({ type: "waived", ...passed });
    for (const { members: _, ...artifact } of made.artifacts) record.add({ type: "artifact", ...artifact });
    for (const upload of made.publication) record.add({ type: "upload", ...upload });
    for (const error of made.errors ?? []) record.add({ type: "fault", ...error });
    record.add({ type: "run-ended", verdict: made.verdict, phase: made.phase, exitCode: made.exitCode });
    return made;
  } catch (error) {
    record.add({
      type: "run-ended",
      verdict: "red",
      phase: ports.signal.aborted ? "interrupted" : "internal",
    });
    throw error;
  } finally {
    for (const resource of resources.reverse()) await resource[Symbol.asyncDispose]();
    await record.close();
  }
}

/** A stage that gave its values ended as well as those of its findings that still stand. */
function settledStages({ ends }: RunResult, standing: readonly Finding[]): RunResult["stages"] {
  const left = new Set(standing);
  return ends.map(({ report, how, findings }) =>
    how === "given" ? { ...report, outcome: outcomeOf(findings.filter((each) => left.has(each))) } : report,
  );
}

/** Side by side, several stages can meet one and the same fault: it is told once. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter((each) => {
    const key = `${each.code} ${each.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
