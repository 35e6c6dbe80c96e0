import { createHash } from "node:crypto";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import type { IdentityClaims } from "../../src/attest/local/claims.ts";
import { startLocalSigstore, type LocalSigstore } from "../../src/attest/local/local-sigstore.ts";
import type { AttestingPublisher } from "../../src/attest/publisher.ts";
import { signAttestations, type MadeAttestation } from "../../src/attest/sign.ts";
import type { AttestedFile } from "../../src/attest/statement.ts";
import { readTrustRoot, type TrustRoot } from "../../src/attest/trust-root.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { PUBLISH_PREDICATE, SLSA_PREDICATE } from "../../src/index-client/endpoints.ts";
import { Secret } from "../../src/ports/secret.ts";

/** The claims of a release workflow on GitHub. */
export const WORKFLOW_CLAIMS: IdentityClaims = {
  iss: "https://token.actions.githubusercontent.com",
  aud: "sigstore",
  sub: "repo:octo-org/sampleproject:environment:pypi",
  repository: "octo-org/sampleproject",
  repository_id: "74",
  repository_owner: "octo-org",
  repository_owner_id: "65",
  repository_visibility: "public",
  ref: "refs/tags/v1.0.0",
  sha: "621e4974ca25ce531773def586ba3ed8e736b3fc",
  event_name: "push",
  workflow_ref: "octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.0.0",
  workflow_sha: "621e4974ca25ce531773def586ba3ed8e736b3fc",
  job_workflow_ref: "octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.0.0",
  job_workflow_sha: "621e4974ca25ce531773def586ba3ed8e736b3fc",
  runner_environment: "github-hosted",
  run_id: "1",
  run_attempt: "1",
};

/** The publisher of that workflow. */
export const WORKFLOW_PUBLISHER: AttestingPublisher = {
  kind: "GitHub",
  repository: "octo-org/sampleproject",
  workflow: "release.yml",
  environment: "pypi",
};

/** The predicate types that PyPI takes. */
export const PREDICATE_TYPES: readonly string[] = [PUBLISH_PREDICATE, SLSA_PREDICATE];

/** A local Sigstore that believes every unsigned token of this test, and short ways to use it. */
export interface TestSigstore extends AsyncDisposable {
  readonly sigstore: LocalSigstore;
  readonly trustRoot: TrustRoot;
  readonly ports: Ports;
  /** Signs a statement about a file. */
  sign(file: AttestedFile, options?: SignOptions): Promise<MadeAttestation>;
}

/** What differs in one signature. */
export interface SignOptions {
  readonly claims?: IdentityClaims;
  readonly predicateType?: string;
}

/** Starts one. */
export async function testSigstore(): Promise<TestSigstore> {
  const node = nodePorts({});
  const { ports } = node;
  const sigstore = await startLocalSigstore(
    { verifyToken: (token) => Promise.resolve(token.startsWith("e30.") ? claimsOf(token) : null) },
    ports,
  );
  return {
    sigstore,
    trustRoot: readTrustRoot(sigstore.trustRoot, "the test's trust root"),
    ports,
    async sign(file, { claims = {}, predicateType = PUBLISH_PREDICATE } = {}) {
      const token = unsignedToken({ ...WORKFLOW_CLAIMS, ...claims });
      const predicates = [{ kind: "publish", type: predicateType }] as const;
      const identity = (): Promise<Secret> => Promise.resolve(new Secret(token));
      const [made] = await signAttestations(
        { files: [file], predicates, identity, services: sigstore.services },
        ports,
      );
      if (made === undefined) throw new Error("nothing was signed");
      return made;
    },
    async [Symbol.asyncDispose]() {
      await sigstore[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
    },
  };
}

/** A JSON web token without a signature: the local Sigstore of a test asks for none. */
export function unsignedToken(claims: IdentityClaims): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
}

/** Lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function claimsOf(token: string): IdentityClaims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as IdentityClaims;
}
