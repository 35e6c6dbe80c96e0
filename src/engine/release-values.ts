import type { LocalSigstore } from "../attest/local/local-sigstore.ts";
import type { MadeAttestation } from "../attest/sign.ts";
import type { BuildOutcome, BuildStart } from "../build/build-distributions.ts";
import type { BuildRequest } from "../build/build-request.ts";
import type { BuildLock } from "../build/lock/lock-file.ts";
import type { AbsoluteReadme } from "../build/readme/absolute-readme.ts";
import type { ComparedWheels } from "../build/tree-wheel/compare-tree-wheel.ts";
import type { Reproduced } from "../build/reproduce/reproduce.ts";
import type { IndexFacts } from "../index-client/index-facts.ts";
import type { StrictFacts } from "../versioning/strict-facts.ts";
import type { NamedBaseline } from "../check/engine/baseline.ts";
import type { CheckResult } from "../check/engine/engine.ts";
import type { RuleSet } from "../check/inputs/rule-set.ts";
import type { RunningScan } from "../check/scan/scan-imports.ts";
import type { Config } from "../config/schema.ts";
import type { Distribution } from "../distribution/distribution.ts";
import type { RunningIndex } from "../index-server/start-index.ts";
import type { IdentityPlan } from "../trust/plan-identity.ts";
import type { PublishOutcome } from "../publish/publish-distributions.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import type { RunningRenderer } from "../toolbox/pinned/description-renderer.ts";
import type { Interpreter } from "../toolbox/interpreter.ts";
import type { PipTool } from "../toolbox/pip.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { VerifyOutcome } from "../verify/verify-outcome.ts";
import type { OutputDirectory } from "./run-output.ts";
import type { RehearsedVersion } from "../versioning/rehearsed-version.ts";
import type { Finding } from "../findings/finding.ts";
import type { GateResult } from "../gates/gate-result.ts";
import type { SkippedGate } from "../gates/plan-gates.ts";
import type { RunRequest } from "./run-request.ts";
import type { PreparedTrials } from "../verify/prepared-trials.ts";

/** Every value that stages hand on, by name. A stage names what it needs and what it gives; nothing is changed. */
export interface ReleaseValues {
  readonly request: RunRequest;
  readonly output: OutputDirectory;
  readonly tree: SourceTree;
  /** With the command line's own values. */
  readonly config: Config;
  /** The rules of the check, loaded once: our own, and those of the plugins that may run. */
  readonly rules: RuleSet;
  /** Known findings, which the settings name a file of. */
  readonly baseline: NamedBaseline | null;
  /** Path of uv. */
  readonly uv: string;
  /** The user's own indexes: where requirements come from. */
  readonly indexes: IndexConfiguration;
  /** The interpreters of the trials; the first one builds. */
  readonly pythons: readonly [Interpreter, ...Interpreter[]];
  /** Null when pip is not among the installers. */
  readonly pip: PipTool | null;
  /** PyPI's README renderer, started at need. */
  readonly renderer: RunningRenderer;
  /** The release to come that is rehearsed before its tag is made; null: HEAD has the version. */
  readonly rehearsed: RehearsedVersion | null;
  readonly buildStart: BuildStart;
  /** The locked build requirements; null: the project locks none. */
  readonly buildLock: BuildLock | null;
  /** What was built, for those who build it again. */
  readonly buildRequest: BuildRequest;
  readonly built: BuildOutcome;
  /** What `build --lock` wrote; null: nobody asked for it. */
  readonly newLock: BuildLock | null;
  /** The README as it is built; null: as it is in the tree. */
  readonly readme: AbsoluteReadme | null;
  /** Null: nobody asked for the wheel from the tree. */
  readonly treeWheel: ComparedWheels | null;
  /** Null: nobody asked for a second build. */
  readonly reproduced: Reproduced | null;
  /** Wheels and sdist, read once. */
  readonly distributions: readonly Distribution[];
  /** What the user's own index says of the project; null when it was not asked, or did not answer. */
  readonly indexFacts: IndexFacts | null;
  /** As whom the release will publish, and who is registered for it. */
  readonly identity: IdentityPlan;
  readonly index: RunningIndex;
  /** The rehearsal's own. */
  readonly sigstore: LocalSigstore;
  /** One for each file that is uploaded; none where the project wants none. */
  readonly attestations: readonly MadeAttestation[];
  readonly trials: PreparedTrials;
  /** Null when nothing was uploaded: the index offers the files without an upload. */
  readonly publication: PublishOutcome | null;
  /** What was released on the rehearsal's forge; null for a project without one. */
  readonly announced: { readonly repository: string; readonly assets: number } | null;
  readonly gated: {
    /** Gates that were left out on request. */
    readonly skipped: readonly SkippedGate[];
    /** The others, each with how it ended. */
    readonly ran: readonly GateResult[];
    /** What they tell of those that did not pass. */
    readonly findings: readonly Finding[];
  };
  readonly scan: RunningScan;
  /** The version against its history, and what the rules of versions say of it. */
  readonly judged: CheckResult & { readonly history: StrictFacts | null };
  readonly checked: CheckResult;
  readonly verified: VerifyOutcome;
}
