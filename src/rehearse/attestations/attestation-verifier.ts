import type { AttestationVerifier } from "../../distribution/attestation-verifying.ts";
import { PUBLISH_PREDICATE, SLSA_PREDICATE } from "../../index-client/endpoints.ts";

/** The predicate types that PyPI takes. */
export const PREDICATE_TYPES: readonly string[] = [PUBLISH_PREDICATE, SLSA_PREDICATE];

/**
 * Joins the index to the attest room: attestations are examined against a trust root, which is asked for when the first
 * one comes. The libraries are loaded then, too.
 */
export function attestationVerifier(trustRoot: () => string): AttestationVerifier {
  return {
    async verify(value, file, publisher) {
      const { parseAttestation } = await import("../../attest/attestation.ts");
      const attestation = parseAttestation(value);
      if (typeof attestation === "string") return { kind: "malformed", words: attestation };
      const [{ readTrustRoot }, { verifyAttestation }] = await Promise.all([
        import("../../attest/trust-root.ts"),
        import("../../attest/verify.ts"),
      ]);
      const expected = { file, publisher, predicateTypes: PREDICATE_TYPES };
      const verdict = verifyAttestation(
        attestation,
        expected,
        readTrustRoot(trustRoot(), "the index's trust root"),
      );
      if (verdict.verified) return { kind: "verified", predicateType: verdict.predicateType };
      return { kind: verdict.problem === "malformed" ? "malformed" : "refused", words: verdict.message };
    },
  };
}
