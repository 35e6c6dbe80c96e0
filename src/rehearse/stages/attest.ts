import { isBuildersWheel } from "../../distribution/platform-tags.ts";
import { PUBLISH_PREDICATE } from "../../index-client/endpoints.ts";
import { plural } from "../../text/plural.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { rehearsedIdentity } from "../rehearsed-identity.ts";

/** Signs what is uploaded as a release workflow would (PEP 740), with the rehearsal's own Sigstore. */
export const attest: Stage = defineStage({
  id: "attest",
  title: "sign attestations with the local Sigstore",
  phase: "publish",
  needs: ["config", "distributions", "index", "sigstore", "identity"],
  gives: ["attestations"],
  async run({ config, distributions, index, sigstore, identity }, { ports }) {
    if (config.release.attestations === "never") {
      return { values: { attestations: [] }, idle: 'release.attestations = "never"' };
    }
    const unattested = identity.job?.unattested ?? null;
    if (unattested !== null) return { values: { attestations: [] }, idle: unattested };
    const { SIGSTORE_AUDIENCE, signAttestations } = await import("../../attest/sign.ts");
    const provider = rehearsedIdentity(identity, index, "", ports);
    const attestations = await signAttestations(
      {
        files: distributions
          .filter((each) => !isBuildersWheel(each.parsed))
          .map(({ fileName, digests }) => ({ fileName, sha256: digests.sha256 })),
        predicates: [{ kind: "publish", type: PUBLISH_PREDICATE }],
        identity: () => provider.identity(SIGSTORE_AUDIENCE),
        services: sigstore.services,
      },
      ports,
    );
    return { values: { attestations }, detail: `${plural(attestations.length, "file")} signed and logged` };
  },
});
