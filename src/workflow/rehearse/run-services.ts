import { join } from "node:path";
import { startLocalSigstore } from "../../attest/local/local-sigstore.ts";
import { TRUST_ROOT_VARIABLE } from "../../attest/services.ts";
import { attestationVerifier } from "../../rehearse/attestations/attestation-verifier.ts";
import { ISSUERS } from "../../attest/publisher.ts";
import { jsonReply } from "../../index-server/http/replies.ts";
import type { NewPublisher } from "../../index-server/oidc/publishers.ts";
import { startIndex, type RunningIndex } from "../../index-server/start-index.ts";
import { startGitHubServer, type GitHubServer } from "../../forge/server/github-server.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import type { Ports } from "../../ports/ports.ts";
import { startArtifactService, type ArtifactService } from "./artifact-service.ts";
import { claimsOfJob } from "./job-claims.ts";
import type { RunAddresses, RunnableJob } from "./runnable-workflow.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

/** Everything outside of this machine that a release workflow talks to, on the loopback interface. */
export interface RunServices extends AsyncDisposable {
  readonly indexes: Readonly<Record<"pypi" | "testpypi", RunningIndex>>;
  readonly github: GitHubServer;
  readonly artifacts: ArtifactService;
  readonly addresses: RunAddresses;
  /** Whose tokens are good from now on, and what their identities say. */
  begin(run: BegunRun): void;
}

/** A run that the services answer. */
export interface BegunRun {
  readonly event: WorkflowEvent;
  /** File name below `.github/workflows/`. */
  readonly workflow: string;
  readonly commit: string;
  readonly jobs: readonly RunnableJob[];
}

/** Who is registered where, before the run. */
export type RegisteredPublishers = Readonly<Record<"pypi" | "testpypi", readonly NewPublisher[]>>;

/** Starts them. `directory`: where the indexes keep their files. */
export async function startServices(
  {
    directory,
    repository,
    publishers,
    existing,
    plan,
  }: {
    readonly directory: string;
    readonly repository: string;
    readonly publishers: RegisteredPublishers;
    /** Projects that the indexes have already. */
    readonly existing: readonly string[];
    /** See {@link RunAddresses.plan}. */
    readonly plan: Readonly<Record<string, string>>;
  },
  ports: Ports,
): Promise<RunServices> {
  // Node.js 22 has no AsyncDisposableStack.
  const opened: AsyncDisposable[] = [];
  const kept = <T extends AsyncDisposable>(service: T): T => {
    opened.push(service);
    return service;
  };
  const close = async (): Promise<void> => {
    for (const service of opened.splice(0).toReversed()) await service[Symbol.asyncDispose]();
  };
  let run: BegunRun | null = null;
  const index = async (id: "pypi" | "testpypi"): Promise<RunningIndex> => {
    const started = await startIndex(
      {
        directory: `${directory}/${id}`,
        tls: false,
        publishers: publishers[id],
        settings: { audience: id },
      },
      ports,
    );
    for (const project of existing) await started.addProject(project);
    return kept(started);
  };
  try {
    const [pypi, testpypi] = [await index("pypi"), await index("testpypi")];
    const sigstore = kept(
      await startLocalSigstore(
        {
          verifyToken: (token) => pypi.oidc.verify(token, "sigstore"),
          issuer: ISSUERS.GitHub,
        },
        ports,
      ),
    );
    const trustRoot = join(directory, "trusted_root.json");
    await ports.files.write(trustRoot, sigstore.trustRoot);
    for (const each of [pypi, testpypi]) each.takeAttestations(attestationVerifier(() => sigstore.trustRoot));
    const artifacts = kept(await startArtifactService(ports));
    const github = kept(
      await startGitHubServer(
        {
          repository,
          access: (token) => {
            const job = run?.jobs.find((each) => each.githubToken === token);
            if (job === undefined) return null;
            const level = job.permissions["contents"];
            return level === "write" || level === "read" ? level : "none";
          },
        },
        ports,
      ),
    );
    const identities = kept(
      await ports.servers.listen(async ({ url, headers, origin }) => {
        const bearer = (headers["authorization"] ?? "").replace(/^bearer /i, "");
        const job = run?.jobs.find((each) => each.requestToken !== null && each.requestToken === bearer);
        if (run === null || job === undefined)
          return jsonReply(403, { message: "this job has no permission id-token: write" });
        const audience =
          new URL(url, origin).searchParams.get("audience") ?? `https://github.com/${repository}`;
        const issuer = audience === "testpypi" ? testpypi : pypi;
        const id = Buffer.from(ports.random.bytes(16)).toString("hex");
        const value = await issuer.oidc.issue(audience, claimsOfJob(job, { ...run, repository }, id));
        return jsonReply(200, { value });
      }),
    );
    const variables = (of: RunningIndex): Readonly<Record<string, string>> => ({
      SHIPWHEEL_INDEX: of.uploadUrl,
      SHIPWHEEL_SIMPLE_URL: of.simpleUrl,
      SHIPWHEEL_INDEX_KIND: "pypi",
    });
    const replacements = new Map([
      [ENDPOINTS.pypi.uploadUrl, pypi.uploadUrl],
      [ENDPOINTS.testpypi.uploadUrl, testpypi.uploadUrl],
      [ENDPOINTS.testpypi.simpleUrl, testpypi.simpleUrl],
    ]);
    const addresses: RunAddresses = {
      identities: `${identities.origin}/token?api-version=2.0`,
      replacements,
      plan,
      indexes: { pypi: variables(pypi), testpypi: variables(testpypi) },
      variables: {
        ...variables(pypi),
        SHIPWHEEL_NO_PROGRESS: "1",
        SHIPWHEEL_FULCIO_URL: sigstore.services.fulcioUrl,
        SHIPWHEEL_REKOR_URL: sigstore.services.rekorUrl,
        [TRUST_ROOT_VARIABLE]: trustRoot,
        TWINE_REPOSITORY_URL: pypi.uploadUrl,
        UV_PUBLISH_URL: pypi.uploadUrl,
      },
    };
    return {
      indexes: { pypi, testpypi },
      github,
      artifacts,
      addresses,
      begin: (next) => {
        run = next;
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
