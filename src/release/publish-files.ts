import { openDistribution, type Distribution } from "../distribution/distribution.ts";
import type { PublishConfig } from "../config/sections/publish.ts";
import type { ReleaseConfig } from "../config/sections/release.ts";
import type { Ports } from "../ports/ports.ts";
import { chooseTarget, type IndexTarget, type TargetOverrides } from "../publish/choose-target.ts";
import { chooseCredentials, type AuthChoice } from "../publish/credentials.ts";
import { freezeFile, listeningFiles, type FrozenFile } from "../publish/frozen-file.ts";
import { preflight, type PlannedUpload } from "../publish/preflight.ts";
import { releaseLook } from "../publish/release-look.ts";
import type { Reader } from "../publish/remote-project.ts";
import { uploadToken } from "../publish/upload-token.ts";
import { demandSecure } from "../publish/trusted-publishing.ts";
import { Fault, fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { Secret } from "../ports/secret.ts";
import { normalizeName } from "../version/names.ts";
import { planAttestations } from "../rehearse/attestations/plan-attestations.ts";
import { openAssets } from "../announce/assets.ts";
import { freezeSet } from "./state/frozen-set.ts";
import { isPartlyPublic, publicFiles, type PublicFiles } from "./public-files.ts";
import { openReleaseState } from "./state/release-state.ts";
import { executableSteps } from "../engine/steps/step.ts";
import { runSteps, type StepsResult } from "../engine/steps/run-steps.ts";
import { attest, attesting } from "./steps/attest.ts";
import { upload } from "./steps/upload.ts";

/** What to publish, where, and as whom. */
export interface PublishRequest {
  /** Absolute paths of wheels and sdists of one release. */
  readonly paths: readonly string[];
  /** Name or address. */
  readonly index: string;
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
  /** Why the index could not be asked what it has; null when it told. */
  readonly unreadable: string | null;
  readonly files: readonly {
    readonly file: string;
    readonly sha256: string;
    /** `unknown`: the index could not be asked. */
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
  /** What the index shows of it, looked at when a step had failed; null when nobody had to look. */
  readonly public: PublicFiles | null;
  /** A part of it is public, and not everything. */
  readonly isPartly: boolean;
}

/** Looks what an upload would do. */
export async function previewPublish(request: PublishRequest, ports: Ports): Promise<PublishPreview> {
  return withFiles(request, ports, async (files, release) => {
    const target = withCa(chooseTarget(request.index, request.config, request.said), request);
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
async function readerOf(target: IndexTarget, request: PublishRequest, ports: Ports): Promise<Reader> {
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
  const target = withCa(chooseTarget(request.index, request.config, request.said), request);
  demandSecure(target);
  return withFiles(request, ports, async (files, release, frozen) => {
    const credentials = await chooseCredentials(target, request.auth, ports, request.token);
    const look = releaseLook(target, credentials, release, ports);
    const token = uploadToken(target, credentials, ports, release.project);
    await using state = await openReleaseState({ ...release, index: target.name }, ports);
    await freezeSet(state.journal, await Promise.all(files.map(frozen)));
    const plan = await planAttestations(
      request.attest ?? { attestations: "auto", provenance: false },
      target,
      credentials,
      ports,
    );
    const made =
      plan === null ? null : attesting(files, plan, await openAssets(files, state, null, ports), ports);
    const material = { files, target, state, attesting: made, token, look, wait: request.config.wait };
    const steps = [
      ...executableSteps([attest], { attests: made !== null }, material, ports),
      ...executableSteps([upload], { target }, material, ports),
    ];
    const result = await runSteps(steps, state.journal, ports);
    const names = files.map((file) => file.fileName);
    const seen = result.complete ? null : await publicFiles(look, names, state.journal);
    const isPartly = seen !== null && isPartlyPublic(seen);
    const head = { ...release, index: target.title, journal: state.journalPath };
    return { ...result, ...head, public: seen, isPartly };
  });
}

function withCa<T extends object>(target: T, { ca }: PublishRequest): T {
  return ca === undefined ? target : { ...target, ca };
}

async function withFiles<T>(
  request: PublishRequest,
  ports: Ports,
  use: (
    files: readonly Distribution[],
    release: { readonly project: string; readonly version: string },
    frozen: (file: Distribution) => Promise<FrozenFile>,
  ) => Promise<T>,
): Promise<T> {
  for (const path of request.paths) {
    if ((await ports.files.stat(path)) === null) throw fault("usage/no-such-path", { path });
  }
  const heard = listeningFiles(ports.files);
  // One after the other: many at once would only need more memory.
  const files: Distribution[] = [];
  for (const path of request.paths) files.push(await openDistribution(path, heard));
  const frozen = async ({ path, fileName, size, digests }: Distribution): Promise<FrozenFile> => {
    const blake2 = heard.blake2(path);
    return blake2 === null
      ? freezeFile(path, fileName, ports)
      : { fileName, size, sha256: digests.sha256, blake2_256: blake2 };
  };
  try {
    return await use(files, releaseOf(files), frozen);
  } finally {
    for (const file of files) await file[Symbol.asyncDispose]();
  }
}

/** The one release that all files belong to. */
function releaseOf(files: readonly Distribution[]): { readonly project: string; readonly version: string } {
  const releases = new Map<string, { readonly project: string; readonly version: string }>();
  for (const { fileName, metadata, parsed } of files) {
    if (parsed.kind === "invalid")
      throw fault("usage/not-a-distribution", { file: fileName, reason: parsed.reason });
    if (metadata === null)
      throw fault("usage/not-a-distribution", { file: fileName, reason: "it holds no metadata" });
    const { name, version } = metadata;
    releases.set(`${normalizeName(name)} ${version}`, { project: name, version });
  }
  const [release, ...others] = releases.values();
  if (release === undefined || others.length > 0) {
    throw fault("usage/several-releases", { releases: [...releases.keys()].join("; ") });
  }
  return release;
}
