import { isBuildersWheel } from "../../distribution/platform-tags.ts";
import { pypi } from "../../index-client/dialects/pypi.ts";
import { githubIdentity } from "../../publish/identity/github.ts";
import { remoteProject } from "../../publish/remote-project.ts";
import { uploadToken } from "../../publish/upload-token.ts";
import { publishDistributions } from "../../publish/publish-distributions.ts";
import { Secret } from "../../ports/secret.ts";
import { asObserved } from "../../findings/finding.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { workflowIdentity } from "../workflow-identity.ts";

/**
 * Uploads to the rehearsal index by trusted publishing over TLS, as a release workflow would: the project has a
 * pending publisher, the identity is exchanged for a token, the token is burnt. What is refused is offered all the same: shown to
 * this rehearsal's installers all the same, so that one run tells everything.
 */
export const publish: Stage = defineStage({
  id: "publish",
  title: "upload to the rehearsal index",
  phase: "publish",
  needs: ["tree", "distributions", "index", "attestations"],
  gives: ["publication"],
  headline: true,
  async run({ tree, distributions, index, attestations }, { ports }) {
    const project = distributions.find((each) => each.metadata !== null)?.metadata?.name;
    if (project !== undefined) {
      const { repository, workflow } = { ...DEFAULT_PUBLISHER, ...workflowIdentity(tree) };
      await index.addPublisher({ project, repository, workflow, environment: null, pending: true });
    }
    // A wheel of compiled code that is for this machine only is tried, and never sent: rule T001 tells.
    const local = distributions.filter((each) => isBuildersWheel(each.parsed));
    const target = {
      title: "the rehearsal index",
      uploadUrl: `${index.httpsOrigin ?? index.httpOrigin}/legacy/`,
      simpleUrl: index.simpleUrl,
      ...(index.caPem === null ? {} : { ca: index.caPem }),
      dialect: pypi,
    };
    const provider = githubIdentity(index.oidc.requestUrl, new Secret(index.oidc.requestToken), ports.http);
    const look = () => remoteProject(target, null, project ?? "", ports);
    const token = uploadToken(target, { kind: "trusted-publishing", provider }, ports, project);
    const sent = await publishDistributions(
      distributions.filter((each) => !local.includes(each)),
      { index: target, token, look, remote: await look() },
      ports,
      {
        onRefusal: "tell-all",
        extraFields({ fileName }) {
          const own = attestations.filter((each) => each.distribution === fileName);
          return own.length === 0
            ? []
            : [["attestations", JSON.stringify(own.map((each) => each.attestation))]];
        },
      },
    );
    const publication = { ...sent, findings: asObserved(sent.findings) };
    const refused = publication.files.filter((file) => file.outcome === "refused");
    for (const file of [...refused, ...local]) await index.offerRefused(file.path);
    const stored = publication.files.length - refused.length;
    const kept = local.length === 0 ? "" : `, ${local.length} for this machine only`;
    const detail = `${stored} uploaded, ${refused.length} rejected${kept}, token ${publication.burnt === true ? "revoked" : "not revoked"}`;
    return { values: { publication }, findings: publication.findings, detail };
  },
});

const DEFAULT_PUBLISHER = { repository: "rehearsal/project", workflow: "release.yml" } as const;
