import type { Distribution } from "../distribution/distribution.ts";
import type { Finding } from "../findings/finding.ts";
import type { ReleaseText } from "../forge/forge.ts";
import type { GitRunner } from "../git/git-runner.ts";
import type { IndexTarget } from "../publish/choose-target.ts";
import type { RemoteProject } from "../publish/remote-project.ts";
import type { PublishCredentials } from "../publish/target.ts";
import type { Staging } from "../publish/sessions/staging.ts";
import type { UploadToken } from "../publish/upload-token.ts";
import type { ReleaseAssets } from "../announce/assets.ts";
import type { AttestationPlan } from "../rehearse/attestations/plan-attestations.ts";
import type { RunReport } from "../engine/report.ts";
import type { TargetId } from "../index-client/targets.ts";
import type { PreparedRelease } from "./read-release.ts";
import type { ReleaseState } from "./state/release-state.ts";
import type { ChangelogNotes } from "./release-text.ts";
import type { ReleaseRequest } from "./request.ts";
import type { Attesting } from "./steps/attest.ts";

/** What every step of a release may use. */
export interface ReleaseMaterial {
  readonly release: PreparedRelease;
  /** Its run knows the kind of the index that the release goes to: every check and trial goes by those rules. */
  readonly request: ReleaseRequest & { readonly run: { readonly target: TargetId } };
  readonly target: IndexTarget;
  readonly credentials: PublishCredentials;
  /** Asks the index what it has of the project now. */
  readonly look: () => Promise<RemoteProject>;
  /** Looks for the project pages of an index where they could be, too; null where they are not found, or were named. */
  readonly pages: () => Promise<string | null>;
  readonly git: GitRunner;
  readonly state: ReleaseState;
  readonly notes: ChangelogNotes;
  /** Null: the files are not attested. */
  readonly attestations: AttestationPlan | null;
  /** Judges files that another machine built. */
  readonly judgeFiles: (paths: readonly string[]) => Promise<readonly Finding[]>;
  /** Takes the report of a rehearsal that ran. */
  readonly onRehearsed: (report: RunReport) => void;
}

/** What the steps behind the rehearsal may use besides. */
export interface RehearsedMaterial extends ReleaseMaterial {
  readonly files: readonly Distribution[];
  /** Null: the release has no tag, and is not announced. */
  readonly text: ReleaseText | null;
  readonly assets: ReleaseAssets;
  /** Null: the files are not attested. */
  readonly attesting: Attesting | null;
  readonly token: UploadToken;
  /** Null where the index offers no sessions. */
  readonly staging: Staging | null;
  readonly forge: PreparedRelease["forge"];
  /** Seconds for which the index's page may lag. */
  readonly wait: number;
}
