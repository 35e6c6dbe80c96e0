import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startLocalSigstore, type LocalSigstore } from "../../src/attest/local/local-sigstore.ts";
import type { RunningIndex } from "../../src/index-server/start-index.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { attestationVerifier } from "../../src/rehearse/attestations/attestation-verifier.ts";

/** A Sigstore that believes the identities of an index, whose certificates that index takes. */
export interface IndexSigstore extends LocalSigstore {
  /** By which a command signs there. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts one; its trust root is a file in the directory. */
export async function startIndexSigstore(
  index: Pick<RunningIndex, "oidc" | "takeAttestations">,
  directory: string,
  ports: Pick<Ports, "servers" | "random" | "clock">,
): Promise<IndexSigstore> {
  const sigstore = await startLocalSigstore(
    {
      verifyToken: (token) => index.oidc.verify(token, "sigstore"),
      issuer: "https://token.actions.githubusercontent.com",
    },
    ports,
  );
  index.takeAttestations(attestationVerifier(() => sigstore.trustRoot));
  const trustRoot = join(directory, "trusted_root.json");
  writeFileSync(trustRoot, sigstore.trustRoot);
  return {
    ...sigstore,
    variables: {
      SHIPWHEEL_FULCIO_URL: sigstore.services.fulcioUrl,
      SHIPWHEEL_REKOR_URL: sigstore.services.rekorUrl,
      SHIPWHEEL_TRUST_ROOT: trustRoot,
    },
  };
}
