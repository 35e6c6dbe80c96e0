import { isBuildersWheel } from "../../distribution/platform-tags.ts";
import { PUBLISH_PREDICATE } from "../../index-client/endpoints.ts";
import { githubIdentity } from "../../publish/identity/github.ts";
import { PROVIDERS } from "../../trust/publisher-form.ts";
import { Secret } from "../../ports/secret.ts";
import { plural } from "../../text/plural.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

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
    // The rehearsal's authority certifies GitHub's identities alone.
    const issuer = identity.job?.provider ?? "github";
    if (issuer !== "github")
      return {
        values: { attestations: [] },
        detail: `not rehearsed for identities of ${PROVIDERS[issuer].title}`,
      };
    const { SIGSTORE_AUDIENCE, signAttestations } = await import("../../attest/sign.ts");
    const provider = githubIdentity(index.oidc.requestUrl, new Secret(index.oidc.requestToken), ports.http);
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
