import { attestationVerifier } from "../attestations/attestation-verifier.ts";
import { ISSUERS } from "../../attest/publisher.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import type { PublisherProvider } from "../../config/sections/publishers.ts";

/** The issuer that the rehearsal's identities stand for. */
const ISSUER: Readonly<Record<PublisherProvider, string>> = {
  github: ISSUERS.GitHub,
  gitlab: ISSUERS.GitLab,
  google: ISSUERS.Google,
  // PyPI takes no attestations of it: nothing is signed.
  activestate: "",
};

/**
 * Starts a Sigstore inside this program, beside the build: the identities of the index's issuer are certified, and the
 * index examines attestations against its trust root. Nothing that is signed here leaves the machine.
 */
export const startRehearsalSigstore: Stage = defineStage({
  id: "sigstore",
  title: "start the local Sigstore",
  phase: "publish",
  needs: ["index", "identity"],
  gives: ["sigstore"],
  async run({ index, identity }, { ports, closeLater }) {
    // Loaded with what the attestations need soon, while a child process builds.
    const [{ startLocalSigstore }] = await Promise.all([
      import("../../attest/local/local-sigstore.ts"),
      import("../../attest/sign.ts"),
      import("../../attest/verify.ts"),
    ]);
    const sigstore = await startLocalSigstore(
      {
        verifyToken: (token) => index.oidc.verify(token, "sigstore"),
        issuer: ISSUER[identity.job?.provider ?? "github"],
      },
      ports,
    );
    closeLater(sigstore);
    index.takeAttestations(attestationVerifier(() => sigstore.trustRoot));
    return { values: { sigstore }, detail: sigstore.services.fulcioUrl };
  },
});
