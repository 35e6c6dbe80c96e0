import { gateTitle, isStop } from "../gates/gate-result.ts";
import { isError, outcomeKey, type Finding } from "../findings/finding.ts";
import type { Phase } from "../findings/phase.ts";
import { normalizeName } from "../version/names.ts";
import { counts, type Attempt } from "../verify/attempt.ts";
import { findingKey } from "../verify/merge.ts";
import type { RunResult } from "./run-result.ts";
import type { ReleaseValues } from "./release-values.ts";

/** One thing that a run set out to do, and how it ended: the verdict is computed from these. */
export interface Outcome {
  /** What it was, as a person reads it: `the trial wheel-uv-3.13`. */
  readonly what: string;
  readonly phase: Phase;
  /** `untried`: it was not done, and nobody asked for that. */
  readonly state: "ok" | "failed" | "untried";
  /** How it ended, in a few words. */
  readonly detail: string;
  /** The findings that tell of it. */
  readonly findings: readonly Finding[];
  /** True when a fault tells of it. */
  readonly isFault?: boolean;
}

/** Every stage, every trial, every file of the publication. */
export function outcomesOf(result: Pick<RunResult, "ends" | "values">): readonly Outcome[] {
  return [
    ...stageOutcomes(result.ends),
    ...gateOutcomes(result.values),
    ...trialOutcomes(result.values),
    ...uploadOutcomes(result.values),
  ];
}

function stageOutcomes(ends: RunResult["ends"]): readonly Outcome[] {
  return ends.map(({ report, phase, how, findings }) => ({
    what: `the stage "${report.title}"`,
    phase,
    state: how === "given" || how === "idle" ? "ok" : how === "skipped" ? "untried" : "failed",
    detail: report.detail ?? "",
    findings,
    isFault: how === "fault",
  }));
}

/** A gate on each of its Pythons; what is not required only warns. */
function gateOutcomes({ gated }: Partial<ReleaseValues>): readonly Outcome[] {
  return (gated?.ran ?? []).map((result) => ({
    what: `the gate ${gateTitle(result, true)}`,
    phase: "check",
    state: isStop(result) ? "failed" : "ok",
    detail: result.outcome === "passed" ? "" : result.detail,
    findings: (gated?.findings ?? []).filter(({ subject }) => subject === result.name),
  }));
}

function trialOutcomes({ trials, verified }: Partial<ReleaseValues>): readonly Outcome[] {
  if (verified === undefined) return [];
  const shown = new Map(verified.findings.map((each) => [findingKey(each), each]));
  const ended = new Map(verified.trials.map((trial) => [trial.cell.id, trial]));
  const cells = new Set([...(trials?.request.cells ?? []).map((cell) => cell.id), ...ended.keys()]);
  return [...cells].flatMap((id): readonly Outcome[] => {
    const trial = ended.get(id);
    const what = `the trial ${id}`;
    const findings = verified.findings.filter((each) => trialsOf(each).includes(id));
    if (trial === undefined)
      return [{ what, phase: "verify", state: "untried", detail: "it was not run", findings }];
    const broken = trial.steps.filter((step) => step.outcome === "failed");
    const state = trial.outcome === "failed" || broken.length > 0 ? "failed" : "ok";
    const detail = broken.map((step) => `${step.id}: ${step.detail}`).join("; ");
    const whole: Outcome = { what, phase: "verify", state, detail, findings };
    return [...trial.attempts.filter(counts).map((each) => attemptOutcome(each, id, shown)), whole];
  });
}

/** A failure that no stated reason takes away, whatever is told of it. */
function attemptOutcome(attempt: Attempt, trial: string, shown: ReadonlyMap<string, Finding>): Outcome {
  const { kind, name, detail, told } = attempt;
  const finding = told === null ? undefined : shown.get(told);
  return {
    what: `${ATTEMPTS[kind]} ${name} in the trial ${trial}`,
    phase: "verify",
    state: "failed",
    detail,
    findings: finding === undefined ? [] : [finding],
  };
}

const ATTEMPTS: Readonly<Record<Attempt["kind"], string>> = {
  install: "the installation of",
  module: "the import of",
  "entry-point": "the entry point",
  script: "the script",
  command: "the command",
};

/** The trials that showed a finding; merging writes them into its details. */
function trialsOf(finding: Finding): readonly unknown[] {
  const trials = finding.details?.["trials"];
  return Array.isArray(trials) ? trials : [];
}

function uploadOutcomes({ publication }: Partial<ReleaseValues>): readonly Outcome[] {
  return (publication?.files ?? []).map(({ fileName, outcome, message }) => ({
    what: `the upload of ${fileName}`,
    phase: "publish",
    state: outcome === "stored" || outcome === "duplicate" ? "ok" : outcome === "kept" ? "untried" : "failed",
    detail: message === "" ? outcome : message,
    findings: (publication?.findings ?? []).filter((each) => each.details?.["file"] === fileName),
  }));
}

/** The same outcomes; one whose every failure is waived passes. */
export function passWaived(outcomes: readonly Outcome[], waived: ReadonlySet<Finding>): readonly Outcome[] {
  return outcomes.map((outcome) => {
    const errors = outcome.findings.filter(isError);
    const passes =
      outcome.state === "failed" && errors.length > 0 && errors.every((each) => waived.has(each));
    return passes ? { ...outcome, state: "ok" } : outcome;
  });
}

/** What this run saw succeed, as the keys by which a guess is withdrawn. */
export function seenIn(values: Partial<ReleaseValues>): ReadonlySet<string> {
  const { built, verified, indexFacts } = values;
  const isBuilt = built !== undefined && built.sdist !== null && built.wheel !== null;
  const trials = verified?.trials ?? [];
  const imported = trials.flatMap(({ imported: all, importedWithMore = [] }) =>
    all.filter((module) => !importedWithMore.includes(module)),
  );
  const installed = trials.flatMap(({ dependencies }) =>
    dependencies.map((each) => each.split("==")[0] ?? ""),
  );
  const known = [...(indexFacts?.projects ?? [])].filter(([, project]) => project !== null);
  return new Set([
    ...(isBuilt ? [outcomeKey.built] : []),
    ...imported.map(outcomeKey.imported),
    ...installed.map((name) => outcomeKey.installed(normalizeName(name))),
    ...known.map(([name]) => outcomeKey.onIndex(normalizeName(name))),
  ]);
}
