import type { Distribution } from "../distribution/distribution.ts";
import type { Finding } from "../findings/finding.ts";
import { methodOf } from "../verify/matrix/plan-matrix.ts";
import { findingKey } from "../verify/merge.ts";
import type { Trial } from "../verify/trial.ts";
import type { ArtifactReport, EntryPointReport, MetadataField, TrialReport } from "./report.ts";

/** What a report says of one distribution. */
export function artifactReport(each: Distribution): ArtifactReport {
  return {
    file: each.fileName,
    path: each.path,
    kind: each.kind,
    size: each.size,
    sha256: each.digests.sha256,
    entries: each.entries.length,
    members: each.entries
      .filter(({ kind }) => kind !== "directory")
      .map(({ name, size }) => ({ path: name, size: each.entryDigests.get(name)?.size ?? size })),
  };
}

/** The headers of the metadata, in order, by the names that the specification gives them; without the description. */
export function metadataReport({ metadata }: Pick<Distribution, "metadata">): readonly MetadataField[] {
  return [...(metadata?.raw ?? [])]
    .filter(([name]) => name !== "description")
    .flatMap(([name, values]) => values.map((value) => ({ name, value })));
}

/** Every entry point of the wheel. */
export function entryPointReport({
  entryPoints,
}: Pick<Distribution, "entryPoints">): readonly EntryPointReport[] {
  return [...(entryPoints?.groups ?? [])].flatMap(([group, entries]) =>
    entries.map(({ name, raw }) => ({ group, name, target: raw })),
  );
}

/** What explains a failure: the finding that tells of it, or the one that this was folded into. */
export interface Explainers {
  readonly found: readonly Finding[];
  readonly shown: readonly Finding[];
}

function ruleOf(told: string | null, { found, shown }: Explainers): string | null {
  if (told === null) return null;
  const direct = shown.find((each) => findingKey(each) === told);
  if (direct !== undefined) return direct.rule;
  const symptom = found.find((each) => findingKey(each) === told)?.symptom;
  return shown.find(({ explains }) => symptom !== undefined && explains?.includes(symptom))?.rule ?? null;
}

/** What a report says of one trial; `begin` is when the verification began. */
export function trialReport(trial: Trial, begin: number, explainers: Explainers): TrialReport {
  return {
    id: trial.cell.id,
    artifact: trial.cell.artefact,
    source: trial.cell.source,
    mode: trial.cell.mode,
    extras: trial.cell.extras,
    installer: methodOf(trial.cell),
    python: trial.cell.python.version,
    outcome: trial.outcome,
    startedAt: begin + trial.startedAt,
    seconds: trial.seconds,
    ...(trial.sameAs === null ? {} : { detail: `imports as in ${trial.sameAs}` }),
    steps: trial.steps.map((step) => ({
      name: step.id,
      outcome: step.outcome,
      seconds: step.seconds,
      ...(step.detail === "" ? {} : { detail: step.detail }),
    })),
    imported: trial.imported,
    notTried: trial.notTried,
    dependencies: trial.dependencies,
    footprint: trial.footprint,
    commands: trial.commands,
    failures: trial.attempts
      .filter(({ ok }) => !ok)
      .map(({ kind, name, detail, exemption, told }) => ({
        kind,
        name,
        detail,
        exemption,
        rule: ruleOf(told, explainers),
      })),
  };
}
