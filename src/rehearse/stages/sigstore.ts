import { attestationVerifier } from "../attestations/attestation-verifier.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** The issuer that the rehearsal's identities stand for. */
const GITHUB = "https://token.actions.githubusercontent.com";

/**
 * Starts a Sigstore inside this program, beside the build: the identities of the index's issuer are certified, and the
 * index examines attestations against its trust root. Nothing that is signed here leaves the machine.
 */
export const startRehearsalSigstore: Stage = defineStage({
  id: "sigstore",
  title: "start the local Sigstore",
  phase: "publish",
  needs: ["index"],
  gives: ["sigstore"],
  async run({ index }, { ports, closeLater }) {
    // Loaded with what the attestations need soon, while a child process builds.
    const [{ startLocalSigstore }] = await Promise.all([
      import("../../attest/local/local-sigstore.ts"),
      import("../../attest/sign.ts"),
      import("../../attest/verify.ts"),
    ]);
    const sigstore = await startLocalSigstore(
      { verifyToken: (token) => index.oidc.verify(token, "sigstore"), issuer: GITHUB },
      ports,
    );
    closeLater(sigstore);
    index.takeAttestations(attestationVerifier(() => sigstore.trustRoot));
    return { values: { sigstore }, detail: sigstore.services.fulcioUrl };
  },
});
