import { documentHead } from "../text/document-head.ts";
import type { Ignored } from "../check/engine/ignores.ts";
import type { Ports } from "../ports/ports.ts";
import { faultFields } from "../findings/fault.ts";
import type { Severity } from "../findings/finding.ts";
import type { Trial } from "../verify/trial.ts";
import type { ExemptReport, RunReport } from "./report.ts";
import { buildReport } from "./build-report.ts";
import { artifactReport, entryPointReport, metadataReport, trialReport } from "./report-parts.ts";
import type { ReleaseValues } from "./release-values.ts";
import { coverageOf } from "./trial-coverage.ts";
import type { FinishedRun } from "./run.ts";

/** Gathers what a run made into the report; every part that did not come about is empty, never guessed. */
export function makeReport(
  command: RunReport["command"],
  run: FinishedRun,
  tools: RunReport["tools"],
  ports: Pick<Ports, "processes">,
): RunReport {
  const { result, verdict, exempt, output } = run;
  const { request, tree, distributions, publication, verified, checked, attestations, gated } = result.values;
  const described = distributions?.find((each) => each.metadata !== null);
  const wheel = distributions?.find((each) => each.kind === "wheel");
  const verifiedAt = result.stages.find(({ id }) => id === "verify")?.startedAt ?? 0;
  const explainers = { found: result.findings, shown: verdict.findings };
  const count = (severity: Severity): number =>
    verdict.findings.filter((each) => each.severity === severity).length;
  const errors = result.faults.map(faultFields);
  return {
    ...documentHead("run"),
    command,
    verdict: verdict.green ? "green" : "red",
    phase: verdict.phase,
    exitCode: verdict.exitCode,
    project: {
      name: distributions?.[0]?.metadata?.name ?? tree?.project.name?.value ?? null,
      version: distributions?.[0]?.metadata?.version ?? tree?.project.version?.value ?? null,
      directory: request?.directory ?? "",
      backend: tree?.backend.buildBackend ?? null,
      commit: tree?.git?.head ?? null,
      tags: tree?.git?.tagsAtHead ?? [],
      worktree: request?.worktree ?? false,
      dirty: tree?.git?.dirty.map((each) => each.path) ?? [],
    },
    startedAt: run.startedAt,
    seconds: result.seconds,
    tools,
    stages: result.stages,
    findings: verdict.findings,
    skipped: checked?.skipped ?? [],
    ignored: exempt.ignored.map(exemptReport),
    waived: exempt.waived.map((each) => ({ ...exemptReport(each), until: each.until })),
    summary: {
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      rules: checked?.ran.length ?? 0,
      skipped: checked?.skipped.length ?? 0,
      ignored: exempt.ignored.length,
      waived: exempt.waived.length,
      exempt: exemptCount(verified?.trials ?? []),
      notTried: notTriedCount(verified?.trials ?? []) + gatesNotRun(gated),
    },
    shown: coverageOf(verified?.trials ?? []),
    artifacts: (distributions ?? []).map(artifactReport),
    ...buildReport(result.values),
    metadata: described === undefined ? [] : metadataReport(described),
    entryPoints: wheel === undefined ? [] : entryPointReport(wheel),
    attestations: (attestations ?? []).map(({ distribution, kind }) => ({ file: distribution, kind })),
    trials: (verified?.trials ?? []).map((trial) => trialReport(trial, verifiedAt, explainers)),
    gates: gated?.ran ?? [],
    skippedGates: gated?.skipped ?? [],
    publication: (publication?.files ?? []).map((each) => ({
      file: each.fileName,
      outcome: each.outcome,
      status: each.status,
      message: each.message,
    })),
    ...(errors[0] === undefined ? {} : { error: errors[0], errors }),
    output: { directory: output.root, record: output.record, report: output.reportHtml, logs: output.logs },
    processes: Object.fromEntries([...ports.processes.started].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function exemptReport({ finding, reason }: Ignored): ExemptReport {
  const { rule, message, subject } = finding;
  return { rule, message, ...(subject === undefined ? {} : { subject }), reason };
}

/** Left out on request, or not run for want of a Python. */
function gatesNotRun(gated: ReleaseValues["gated"] | undefined): number {
  const absent = (gated?.ran ?? []).filter(({ outcome }) => outcome === "not-run").length;
  return (gated?.skipped.length ?? 0) + absent;
}

/** A script that all trials leave out is one. */
function notTriedCount(trials: readonly Trial[]): number {
  return new Set(trials.flatMap((trial) => trial.notTried.map(({ kind, name }) => `${kind} ${name}`))).size;
}

/** What failed for a stated reason, and is not among what was not tried. */
function exemptCount(trials: readonly Trial[]): number {
  const keyOf = ({ kind, name }: { readonly kind: string; readonly name: string }): string =>
    `${kind} ${name}`;
  const untried = new Set(trials.flatMap(({ notTried }) => notTried.map(keyOf)));
  const exempt = trials.flatMap(({ attempts }) =>
    attempts.filter(({ exemption }) => exemption !== null && exemption.kind !== "consequence"),
  );
  return new Set(exempt.map(keyOf).filter((key) => !untried.has(key))).size;
}
