import type { DatabaseFacts } from "../advisories/database.ts";
import type { AuditReport } from "../audit/audit.ts";
import type { EffectiveSetting } from "../config/settings.ts";
import type { CacheEntry, SizedDirectory } from "../toolbox/cache/cache-contents.ts";
import type { AttestationVerdict } from "../attest/verify.ts";
import type { ChangelogEntry } from "../changelog/entry.ts";
import type { ReleaseDifference } from "../compare/compare-releases.ts";
import type { ReleaseNotes } from "../changelog/notes.ts";
import type { SetupReport } from "../doctor/setup/setup.ts";
import type { Judgement } from "../trust/compare-publisher.ts";
import type { HiddenPlace } from "../trust/hidden-places.ts";
import type { TrustedJob } from "../doctor/trust.ts";
import type { DoctorLine } from "../doctor/line.ts";
import type { CheckReport } from "../engine/check-report.ts";
import type { JournalEntry } from "../engine/journal/chain.ts";
import type { LastRun } from "../engine/last-run.ts";
import type { RunReport } from "../engine/report.ts";
import type { Explanation } from "../check/engine/rule-pages.ts";
import type { ExplainedMessage } from "../explain/explain-message.ts";
import type { FoundCause } from "../explain/explain-pasted.ts";
import type { FaultFields } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { FootprintReport } from "../footprint/footprint.ts";
import type { Phase } from "../findings/phase.ts";
import type { Inspection } from "../inspect/inspect.ts";
import type { MigrateResult } from "../migrate/migrate.ts";
import type { Migration } from "../migrate/migration.ts";
import type { Undone } from "../migrate/write/undo-migration.ts";
import type { AuthExplanation } from "../publish/credentials/explain-credentials.ts";
import type { PublishPreview, PublishReport } from "../release/publish-files.ts";
import type { ReleasePlan } from "../release/read-plan.ts";
import type { RecipeReport } from "../recipes/recipe-report.ts";
import type { VerifiedAttestation } from "../rehearse/attestations/verify-attestations.ts";
import type { VerifiedRecord } from "../release/record/verify-record.ts";
import type { ReleaseReport } from "../release/record/release-report.ts";
import type { ReleaseStatus } from "../release/status.ts";
import type { RunbookRun } from "../runbook/run.ts";
import { documentHead, type DocumentHead } from "../text/document-head.ts";
import type { VersionExplanation } from "../versioning/explain-version.ts";
import type { RepositoryVersions } from "../versioning/monorepo-versions.ts";
import type { VersionLocation } from "../tree/version-locations/version-location.ts";
import type { JudgedRequirement } from "../versioning/sibling-requirements.ts";
import type { VersionCopies } from "../versioning/version-copies.ts";
import type { ProjectVersion } from "../versioning/project-version.ts";
import type { HistoryVersion } from "../versioning/read-version.ts";
import type { IndexAddresses } from "./index-addresses.ts";
import type { BumpedVersion, NextVersion } from "./render/next-version.ts";
import type { PredictedEvent } from "../workflow/rehearse/predict-jobs.ts";
import type { WorkflowRun } from "../workflow/rehearse/rehearse-workflow.ts";
import type { RuleCount } from "./render/formats/visible-findings.ts";

type Verdict = "green" | "red";

/** A place that states the version. */
interface StatedVersion extends Omit<VersionLocation, "content" | "date"> {
  readonly agrees: boolean;
}

/**
 * What the commands print with `--json`, by the name of its definition in `schema/documents.schema.json`, which
 * `npm run docs -- documents` makes of this table. Each has the {@link DocumentHead}, too.
 */
export interface Documents {
  /** `shipwheel verify DISTS --emit FILE` */
  readonly "smoke-test": { readonly file: string };
  /** `shipwheel --version` */
  readonly about: {
    readonly version: string;
    readonly node: string;
    readonly platform: string;
    readonly arch: string;
  };
  /** any command that cannot do its job */
  readonly error: { readonly error: FaultFields };
  /** `rehearse`, `build` and `verify`; also the file `report.json` */
  readonly run: RunReport;
  /** `check` and `workflow check`; `statistics` with `--statistics` */
  readonly check: CheckReport & { readonly statistics?: readonly RuleCount[] };
  /** `audit` */
  readonly audit: AuditReport;
  /** `audit --import` */
  readonly "advisory-database": DatabaseFacts;
  /** `report` */
  readonly report: LastRun & { readonly opened: boolean };
  /** `check --write-baseline` */
  readonly baseline: { readonly baseline: string; readonly findings: number };
  /** `plan` and `release --dry-run` */
  readonly plan: Omit<ReleasePlan, "obstacles"> & {
    readonly dryRun?: boolean;
    readonly verdict: Verdict;
    readonly phase: Phase | null;
    readonly error?: FaultFields;
  };
  /** `release` */
  readonly release: Omit<ReleaseReport, "fault"> & {
    readonly verdict: Verdict;
    readonly phase: Phase | null;
    readonly error?: FaultFields;
  };
  /** `shipwheel` alone and `status`; `journal` with `--journal` */
  readonly status: Omit<ReleaseStatus, "journal" | "obstacles"> & {
    readonly verdict: Verdict;
    readonly obstacles: readonly FaultFields[];
    readonly journal?: readonly JournalEntry[];
  };
  /** `publish` */
  readonly publish: Omit<PublishReport, "fault"> & {
    readonly verdict: Verdict;
    readonly phase: Phase | null;
    readonly error?: FaultFields;
  };
  /** `publish`, when the files fail the check: nothing was sent */
  readonly "publish-rejected": {
    readonly verdict: "red";
    readonly phase: Phase | null;
    readonly findings: readonly Finding[];
    readonly steps: readonly never[];
  };
  /** `publish --dry-run` */
  readonly "publish-preview": PublishPreview & { readonly dryRun: true; readonly verdict: Verdict };
  /** `publish --explain-auth` */
  readonly authentication: AuthExplanation & {
    readonly explainAuth: true;
    readonly indexSource: string | null;
  };
  /** `verify --attestations` */
  readonly attestations: {
    readonly verdict: Verdict;
    readonly phase: Phase | null;
    readonly trustRoot: string;
    readonly attestations: readonly VerifiedDocument[];
  };
  /** `verify-release` */
  readonly "verify-release": Omit<VerifiedRecord, "entries"> & {
    readonly verdict: Verdict;
    readonly phase: Phase | null;
    readonly journal: readonly JournalEntry[];
  };
  /** `version` */
  readonly version: ProjectVersion;
  /** `version --compat`; `files` are those that the configuration asks for */
  readonly "version-compat": Omit<HistoryVersion, "files"> & {
    readonly files?: readonly (HistoryVersion["files"][number] & { readonly written: boolean })[];
  };
  /** `version --all` */
  readonly "version-all": Omit<RepositoryVersions, "root">;
  /** `version next` */
  readonly "version-next": NextVersion;
  /** `version bump` */
  readonly "version-bump": BumpedVersion;
  /** `version check` */
  readonly "version-check": Omit<VersionCopies, "edits" | "locations" | "requirements"> & {
    readonly locations: readonly StatedVersion[];
    readonly requirements: readonly Omit<JudgedRequirement, "content" | "withClauses">[];
  };
  /** `version sync` */
  readonly "version-sync": Pick<VersionCopies, "version" | "from" | "findings"> & {
    readonly written: boolean;
    readonly files: readonly string[];
    /** A unified diff. */
    readonly diff: string;
  };
  /** `version explain` */
  readonly "version-explain": VersionExplanation;
  /** `changelog` */
  readonly changelog: Omit<ChangelogEntry, "edits"> & {
    readonly written: boolean;
    readonly files: readonly string[];
    /** A unified diff. */
    readonly diff: string;
  };
  /** `changelog --notes` */
  readonly "release-notes": ReleaseNotes;
  /** `changelog --check` */
  readonly "changelog-check": {
    readonly version: string | null;
    readonly file: string | null;
    readonly findings: readonly Finding[];
  };
  /** `doctor`; without `project` with `--report` */
  readonly doctor: {
    readonly project?: string;
    readonly lines: readonly DoctorLine[];
    readonly wrong: number;
    readonly unknown: number;
  };
  /** `doctor trust` */
  readonly trust: {
    readonly project: string;
    readonly jobs: readonly (Omit<TrustedJob, "judgement"> & {
      /** Fields that could not be compared, each with its reason. */
      readonly notCompared: Judgement["unknown"];
    })[];
    /** Where jobs may publish that cannot be seen. */
    readonly hidden: readonly HiddenPlace[];
    readonly notes: readonly string[];
  };
  /** `setup github` and `setup gitlab` */
  readonly setup: SetupReport;
  /** `init`, without `written` with `--diff` */
  readonly init: {
    /** Whether the directory had no project. */
    readonly new: boolean;
    readonly files: readonly { readonly path: string; readonly change: "new" | "completed" }[];
    /** What could not be told from the tree. */
    readonly notes: readonly string[];
    readonly written?: boolean;
  };
  /** `runbook`, and with `current` instead of `written` `runbook --check` */
  readonly runbook: { readonly path: string; readonly written?: boolean; readonly current?: boolean };
  /** `runbook --run` */
  readonly "runbook-run": RunbookRun & { readonly path: string };
  /** `recipe` and `image`; with `--check` nothing is written */
  readonly recipe: RecipeReport;
  /** `explain` with a rule */
  readonly rule: Explanation;
  /** `explain` without an argument */
  readonly rules: {
    /** Title of each family by its letter. */
    readonly families: Readonly<Record<string, string>>;
    readonly rules: readonly Pick<Explanation, "code" | "slug" | "severity" | "title">[];
  };
  /** `explain` with a message */
  readonly message: Partial<ExplainedMessage> & { readonly causes: readonly FoundCause[] };
  /** `workflow generate`; `diff` with `--diff`, `publishers` without it */
  readonly "workflow-generate": {
    readonly files: readonly { readonly path: string; readonly state: string }[];
    readonly publishers?: readonly Readonly<Record<string, string>>[];
    readonly diff?: string;
  };
  /** `workflow adopt --write` */
  readonly "workflow-adopt": {
    readonly files: readonly string[];
    readonly fixed: readonly Finding[];
    readonly findings: readonly Finding[];
  };
  /** `rehearse --workflow`; `runs` is null where nothing was run */
  readonly "workflow-rehearsal": {
    readonly events: readonly PredictedEvent[];
    readonly runs: readonly WorkflowRun[] | null;
  };
  /** `workflow job` */
  readonly job: {
    readonly command: string;
    readonly job: string;
    readonly verdict: Verdict;
    readonly outputs: Readonly<Record<string, string>>;
    readonly notes: readonly string[];
    /** Null for a job that builds and installs nothing. */
    readonly rehearsal: RunReport | null;
  };
  /** `migrate` */
  readonly migrate: Migration & Omit<MigrateResult, "migration">;
  /** `migrate --undo` */
  readonly "migrate-undo": Undone;
  /** `index`, when it has started */
  readonly index: IndexAddresses;
  /** `config` and `config show` */
  readonly settings: { readonly directory: string; readonly settings: readonly EffectiveSetting[] };
  /** `config schema` */
  readonly "settings-schema": { readonly settingsSchema: Readonly<Record<string, unknown>> };
  /** `cache` and `cache dir`; sizes in bytes */
  readonly cache: {
    readonly cache: SizedDirectory & { readonly parts: readonly Omit<CacheEntry, "path" | "used">[] };
    readonly state: SizedDirectory;
  };
  /** `cache prune` */
  readonly "cache-prune": {
    readonly days: number;
    readonly removed: readonly Omit<CacheEntry, "used">[];
    readonly bytes: number;
  };
  /** `completion` */
  readonly completion: { readonly shell: string; readonly script: string };
  /** `footprint` */
  readonly footprint: FootprintReport & { readonly findings: readonly Finding[] };
  /** `inspect` */
  readonly inspect: Inspection;
  /** `diff` */
  readonly diff: ReleaseDifference;
}

/** What `verify --attestations` says of one attestation. */
type VerifiedDocument = Pick<VerifiedAttestation, "file" | "from" | "publisher"> &
  (
    | (Omit<Extract<AttestationVerdict, { verified: true }>, "time"> & {
        /** When the log took the signature: ISO 8601, UTC. */
        readonly time: string;
      })
    | Extract<AttestationVerdict, { verified: false }>
  );

/** A document with its head. */
export function document<Name extends keyof Documents>(
  name: Name,
  content: Documents[Name],
): DocumentHead & Documents[Name] {
  return { ...documentHead(name), ...content };
}
