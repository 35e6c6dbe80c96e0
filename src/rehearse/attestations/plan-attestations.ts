import type { JsonObject } from "../../attest/attestation.ts";
import { TRUST_ROOT_VARIABLE, sigstoreServices, type SigstoreServices } from "../../attest/services.ts";
import type { AttestedPredicate } from "../../attest/sign.ts";
import { slsaProvenance } from "../../attest/slsa.ts";
import type { NamedTrustRoot } from "../../attest/trust-root.ts";
import type { BuildReport } from "../../engine/report.ts";
import type { ReleaseConfig } from "../../config/sections/release.ts";
import { packageUrl, splitInstalled } from "../../sbom/package-url.ts";
import type { Ports } from "../../ports/ports.ts";
import { PUBLISH_PREDICATE, SLSA_PREDICATE } from "../../index-client/endpoints.ts";
import type { IdentityProvider } from "../../publish/identity/provider.ts";
import type { PublishCredentials, UploadIndex } from "../../publish/target.ts";
import { fault } from "../../findings/fault.ts";

/** How the files of a release are attested. */
export interface AttestationPlan {
  readonly predicates: readonly AttestedPredicate[];
  readonly provider: IdentityProvider;
  readonly services: SigstoreServices;
  /** A private instance's `trusted_root.json`; null: the bundled one of the public instance. */
  readonly trustRoot: NamedTrustRoot | null;
}

/** "This workflow published it": what every attested file gets. */
const PUBLISH: AttestedPredicate = { kind: "publish", type: PUBLISH_PREDICATE };

/** "It was built like this", where the identity says it. */
const SLSA: AttestedPredicate = {
  kind: "slsa",
  type: SLSA_PREDICATE,
  predicate: (claims) => slsaProvenance(claims),
};

/** The plan with what the build used in its provenance: the resolved build requirements, and their lock. */
export function withBuild(
  plan: AttestationPlan,
  build: Pick<BuildReport, "environment" | "lock"> | null,
): AttestationPlan {
  if (build === null) return plan;
  const materials = [
    ...build.environment.map(({ requirement, sha256 }) => ({
      uri: packageUrl(...splitInstalled(requirement)),
      sha256: sha256.length === 1 ? (sha256[0] ?? null) : null,
    })),
    ...(build.lock === null ? [] : [{ uri: build.lock.file, sha256: build.lock.sha256 }]),
  ];
  const predicates = plan.predicates.map((each) =>
    each.kind === "slsa"
      ? { ...each, predicate: (claims: JsonObject) => slsaProvenance(claims, materials) }
      : each,
  );
  return { ...plan, predicates };
}

/**
 * Whether and how files are attested: `auto` where the index takes attestations and the upload is a trusted
 * publisher's, for PyPI takes them from nobody else. Null: not at all. Throws `attest/not-taken`, `attest/no-identity`,
 * `attest/services`.
 */
export async function planAttestations(
  { attestations, provenance }: Pick<ReleaseConfig, "attestations" | "provenance">,
  { dialect, title }: Pick<UploadIndex, "title" | "dialect">,
  credentials: PublishCredentials,
  ports: Pick<Ports, "environment" | "files">,
): Promise<AttestationPlan | null> {
  if (attestations === "never") return null;
  if (attestations === "always") {
    if (!dialect.attestations) throw fault("attest/not-taken", { index: title });
    if (credentials.kind !== "trusted-publishing") throw fault("attest/no-identity");
  }
  if (!dialect.attestations || credentials.kind !== "trusted-publishing") return null;
  const { provider } = credentials;
  const { variables } = ports.environment;
  const services = sigstoreServices(variables);
  return {
    // Only GitHub's identities say how something was built.
    predicates: provenance && provider.id === "github" ? [PUBLISH, SLSA] : [PUBLISH],
    provider,
    services,
    trustRoot: await namedTrustRoot(ports),
  };
}

/** The `trusted_root.json` that the environment names; null: the bundled one counts. Throws `attest/services`. */
export async function namedTrustRoot(
  ports: Pick<Ports, "environment" | "files">,
): Promise<NamedTrustRoot | null> {
  const path = (ports.environment.variables[TRUST_ROOT_VARIABLE] ?? "").trim();
  return path === "" ? null : { text: await textOf(path, ports), title: path };
}

async function textOf(path: string, { files }: Pick<Ports, "files">): Promise<string> {
  return files.readText(path).catch((error: unknown) => {
    const reason = (error as Error).message;
    throw fault("attest/services", { variable: TRUST_ROOT_VARIABLE, reason }, { cause: error });
  });
}
