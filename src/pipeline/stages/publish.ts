import { publishDistributions } from "../../publish/publish-distributions.ts";
import { Secret } from "../../values/secret.ts";
import { defineStage, type Stage } from "../stage.ts";
import { workflowIdentity } from "../workflow-identity.ts";

/**
 * Uploads to the rehearsal index by trusted publishing over TLS, as a release workflow would: the project has a
 * pending publisher, the identity is exchanged for a token, the token is burnt. What is refused is shelved: shown to
 * this rehearsal's installers all the same, so that one run tells everything.
 */
export const publish: Stage = defineStage({
  id: "publish",
  title: "upload to the rehearsal index",
  phase: "publish",
  needs: ["tree", "distributions", "index"],
  gives: ["publication"],
  async run({ tree, distributions, index }, { ports }) {
    const project = distributions.find((each) => each.metadata !== null)?.metadata?.name;
    if (project !== undefined) {
      const { repository, workflow } = { ...DEFAULT_PUBLISHER, ...workflowIdentity(tree) };
      await index.addPublisher({ project, repository, workflow, environment: null, pending: true });
    }
    const publication = await publishDistributions(
      distributions,
      {
        title: "the rehearsal index",
        uploadUrl: `${index.httpsOrigin ?? index.httpOrigin}/legacy/`,
        simpleUrl: index.simpleUrl,
        ...(index.caPem === null ? {} : { ca: index.caPem }),
        credentials: {
          kind: "trusted-publishing",
          requestUrl: index.oidc.requestUrl,
          requestToken: new Secret(index.oidc.requestToken),
        },
      },
      ports,
    );
    const refused = publication.files.filter((file) => file.outcome === "refused");
    for (const file of refused) await index.shelve(file.path);
    const stored = publication.files.length - refused.length;
    const detail = `${stored} stored, ${refused.length} refused, token ${publication.burnt === true ? "burnt" : "left"}`;
    return { values: { publication }, findings: publication.findings, detail };
  },
});

const DEFAULT_PUBLISHER = { repository: "rehearsal/project", workflow: "release.yml" } as const;
