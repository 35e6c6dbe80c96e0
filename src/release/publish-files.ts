import type { PublishConfig } from "../config/sections/publish.ts";
import type { ReleaseConfig } from "../config/sections/release.ts";
import type { Ports } from "../ports/ports.ts";
import { chooseTarget, type IndexTarget, type TargetOverrides } from "../publish/choose-target.ts";
import { comparedWith } from "../trust/compare-run.ts";
import { chooseCredentials, type AuthChoice } from "../publish/credentials/choose-credentials.ts";
import { explainCredentials, type AuthExplanation } from "../publish/credentials/explain-credentials.ts";
import { detectIndex, findPages } from "../publish/detect-index.ts";
import { projectPage } from "../publish/project-page.ts";
import { preflight, type PlannedUpload } from "../publish/preflight.ts";
import { releaseLook } from "../publish/release-look.ts";
import type { Uploadable } from "../publish/upload-form.ts";
import type { Reader } from "../publish/remote-project.ts";
import type { PublishCredentials } from "../publish/target.ts";
import { openStaging } from "../publish/sessions/staging.ts";
import { uploadToken } from "../publish/upload-token.ts";
import { demandSecure } from "../publish/trusted-publishing.ts";
import { Fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { Secret } from "../ports/secret.ts";
import { planAttestations } from "../rehearse/attestations/plan-attestations.ts";
import { openAssets } from "../announce/assets.ts";
import { endingStaged } from "./ending-staged.ts";
import { tellingInterruption } from "./state/interruption.ts";
import { freezeSet } from "./state/frozen-set.ts";
import { isPartlyPublic, publicFiles, type PublicFiles } from "./state/public-files.ts";
import { openReleaseState } from "./state/release-state.ts";
import { executableSteps } from "../engine/steps/step.ts";
import { runSteps, type StepsResult } from "../engine/steps/run-steps.ts";
import { givenAttestations } from "./files/given-attestations.ts";
import { withFiles } from "./files/open-files.ts";
import { attest, attesting, type Attesting } from "./steps/attest.ts";
import { stage } from "./steps/stage.ts";
import { upload } from "./steps/upload.ts";

/** What to publish, where, and as whom. */
export interface PublishRequest {
  /** Absolute paths of wheels and sdists of one release. */
  readonly paths: readonly string[];
  /** Name or address. */
  readonly index: string;
  /** Who said so: an option, the settings, the variable of another tool. */
  readonly indexSource?: string;
  /** What the command line says of that index besides. */
  readonly said?: TargetOverrides;
  readonly auth: AuthChoice;
  readonly config: PublishConfig;
  /** Whether the check before it loads the plugins of the settings. */
  readonly plugins: boolean;
  /** Whether and how the files are attested; default: where the index takes it of a trusted publisher. */
  readonly attest?: Pick<ReleaseConfig, "attestations" | "provenance">;
  /** A token from standard input. */
  readonly token?: Secret;
  /** PEM of an authority to trust besides the usual ones. */
  readonly ca?: string;
}

/** What an upload would do; nothing was sent. */
export interface PublishPreview {
  readonly index: string;
  /** Why the index could not be queried what it has; null when it told. */
  readonly unreadable: string | null;
  readonly files: readonly {
    readonly file: string;
    readonly sha256: string;
    /** `unknown`: the index could not be queried. */
    readonly state: PlannedUpload["state"] | "unknown";
  }[];
  readonly findings: readonly Finding[];
}

/** How publishing ended. */
export interface PublishReport extends StepsResult {
  readonly project: string;
  readonly version: string;
  readonly index: string;
  readonly journal: string;
  /** The release's page for people; null where none is known. */
  readonly page: string | null;
  /** What the index shows of it, looked at when a step had failed; null when nobody had to look. */
  readonly public: PublicFiles | null;
  /** A part of it is public, and not everything. */
  readonly isPartly: boolean;
}

/** Tells as whom the files would be published; see {@link explainCredentials}. */
export function explainAuth(request: PublishRequest, ports: Ports): Promise<AuthExplanation> {
  const target = chooseTarget(request.index, request.config, request.said);
  return explainCredentials(target, request.auth, ports, request.token);
}

/** Looks what an upload would do. */
export async function previewPublish(request: PublishRequest, ports: Ports): Promise<PublishPreview> {
  return withFiles(request.paths, ports, async ({ files, release }) => {
    const target = await targetOf(request, ports);
    const reader = await readerOf(target, request, ports);
    const remote = await releaseLook(target, reader, release, ports)();
    const isUnread = remote.state === "unreadable";
    const plan = preflight(files, remote, target, ports.clock.now());
    return {
      index: target.title,
      unreadable: isUnread ? unreadWords(remote.reason, remote.forbidden !== null, reader, target) : null,
      files: plan.files.map(({ file, state }) => ({
        file: file.fileName,
        sha256: file.digests.sha256,
        state: isUnread ? "unknown" : state,
      })),
      findings: plan.findings,
    };
  });
}

/** The credentials that there are, for reading; null where there are none, or PyPI's pages are public anyway. */
export async function readerOf(
  target: IndexTarget,
  request: Pick<PublishRequest, "auth" | "token">,
  ports: Ports,
): Promise<Reader> {
  if (target.dialect.isPyPI) return null;
  try {
    return await chooseCredentials(target, request.auth, ports, request.token);
  } catch (error) {
    if (error instanceof Fault && error.phase === "auth") return null;
    throw error;
  }
}

function unreadWords(reason: string, isForbidden: boolean, reader: Reader, { dialect }: IndexTarget): string {
  if (!isForbidden) return reason;
  const user = reader?.kind === "token" ? (reader.user ?? dialect.tokenUser) : null;
  return `${reason} ${user === null ? "without credentials" : `to the user name "${user}"`}`;
}

/**
 * Publishes files and is done when the index shows them. The same command again, after whatever end, sends what is
 * missing and no more. Throws `usage/…`, `auth/…`, `release/locked`, `release/other-bytes`.
 */
export async function publishFiles(request: PublishRequest, ports: Ports): Promise<PublishReport> {
  demandSecure(chooseTarget(request.index, request.config, request.said));
  return withFiles(request.paths, ports, async ({ files, release, attestations }) => {
    const target = await targetOf(request, ports);
    const credentials = comparedWith(
      await chooseCredentials(target, request.auth, ports, request.token),
      request.config.publishers[target.name] ?? [],
    );
    const look = releaseLook(target, credentials, release, ports);
    const token = uploadToken(target, credentials, ports, release.project);
    await using state = await openReleaseState({ ...release, index: target.name }, ports);
    const told = { ...release, index: target.title };
    return await tellingInterruption(told, state.journal, ports, async () => {
      await freezeSet(
        state.journal,
        files.map(({ fileName, size, digests }) => ({ fileName, size, sha256: digests.sha256 })),
      );
      const plan = await planAttestations(
        request.attest ?? { attestations: "auto", provenance: false },
        target,
        credentials,
        ports,
      );
      const given = await givenFor(files, attestations, target, credentials, ports);
      const made =
        plan === null || given !== null
          ? null
          : attesting(files, plan, await openAssets(files, state, null, ports), ports);
      const pages = () => findPages(target, credentials, release, ports);
      const { wait } = request.config;
      const staging =
        target.sessions == null ? null : openStaging({ index: target, token, look }, release, ports);
      const material = { files, target, state, attesting: made ?? given, token, look, pages, wait, staging };
      const steps = [
        ...executableSteps([attest], { attests: made !== null }, { attesting: made }, ports),
        ...executableSteps([stage, upload], { target }, material, ports),
      ];
      const result = await endingStaged(
        { staging, token, index: target.title, journal: state.journal },
        ports,
        () => runSteps(steps, state.journal, ports),
      );
      const names = files.map((file) => file.fileName);
      const seen = result.complete ? null : await publicFiles(look, names, state.journal);
      const isPartly = seen !== null && isPartlyPublic(seen);
      const page = projectPage(target, release);
      return { ...result, ...told, page, journal: state.journalPath, public: seen, isPartly };
    });
  });
}

/** The index of a request, as it shows itself. */
async function targetOf(
  { index, config, said, ca }: PublishRequest,
  ports: Pick<Ports, "http" | "signal">,
): Promise<IndexTarget> {
  const chosen = chooseTarget(index, config, said);
  return detectIndex(ca === undefined ? chosen : { ...chosen, ca }, ports);
}

/** The attestations beside the files, where the index takes them of this publisher; null: none are sent. */
async function givenFor(
  files: readonly Pick<Uploadable, "fileName">[],
  paths: readonly string[],
  { dialect, title }: IndexTarget,
  credentials: PublishCredentials,
  ports: Pick<Ports, "files" | "events">,
): Promise<Pick<Attesting, "fields"> | null> {
  if (paths.length === 0) return null;
  const given = await givenAttestations(paths, ports);
  const why = !dialect.attestations
    ? `${title} does not accept attestations`
    : credentials.kind === "token"
      ? `${title} accepts attestations only with trusted publishing`
      : given.covers(files.map((file) => file.fileName))
        ? null
        : "some files have none, so all are signed again";
  if (why === null) return given;
  ports.events({
    type: "note",
    level: "warning",
    text: `the attestations beside the files are not uploaded: ${why}`,
  });
  return null;
}
