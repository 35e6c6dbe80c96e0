import { isBuildersWheel } from "../../distribution/platform-tags.ts";
import { pypi } from "../../index-client/dialects/pypi.ts";
import { Fault } from "../../findings/fault.ts";
import { remoteProject } from "../../publish/remote-project.ts";
import { uploadToken, type UploadToken } from "../../publish/upload-token.ts";
import { publishDistributions } from "../../publish/publish-distributions.ts";
import { Secret } from "../../ports/secret.ts";
import { asObserved } from "../../findings/finding.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import type { Finding } from "../../findings/finding.ts";
import { differences } from "../../trust/compare-publisher.ts";
import { mismatchFinding } from "../../trust/mismatch-finding.ts";
import type { IdentityPlan } from "../../trust/plan-identity.ts";
import { normalizeName } from "../../version/names.ts";
import { askedPublisher, registerPublishers, rehearsedIdentity } from "../rehearsed-identity.ts";

/**
 * Uploads to the rehearsal index by trusted publishing over TLS, as a release workflow would: the project has a
 * pending publisher, the identity is exchanged for a token, the token is burnt. What is refused is offered all the same: shown to
 * this rehearsal's installers all the same, so that one run tells everything.
 */
export const publish: Stage = defineStage({
  id: "publish",
  title: "upload to the rehearsal index",
  phase: "publish",
  needs: ["request", "config", "distributions", "index", "attestations", "identity"],
  wants: ["indexFacts"],
  gives: ["publication"],
  headline: true,
  async run({ request, config, distributions, index, attestations, identity, indexFacts }, { ports }) {
    const project = distributions.find((each) => each.metadata !== null)?.metadata?.name;
    const facts = indexFacts?.projects.get(normalizeName(project ?? ""));
    const exists =
      request.existing ?? config.publish.existing ?? (facts === undefined ? null : facts !== null);
    if (project !== undefined) await registerPublishers(identity, index, project, exists);
    // A wheel of compiled code that is for this machine only is tried, and never sent: rule T001 tells.
    const local = distributions.filter((each) => isBuildersWheel(each.parsed));
    const target = {
      title: "the rehearsal index",
      uploadUrl: `${index.httpsOrigin ?? index.httpOrigin}/legacy/`,
      simpleUrl: index.simpleUrl,
      ...(index.caPem === null ? {} : { ca: index.caPem }),
      dialect: pypi,
    };
    const provider = rehearsedIdentity(identity, index, project ?? "", ports);
    const look = () => remoteProject(target, null, project ?? "", ports);
    const trusted = uploadToken(target, { kind: "trusted-publishing", provider }, ports, project);
    const refusal = await refusalOf(trusted, identity, project ?? "");
    // What follows is rehearsed all the same, so that one run tells everything.
    const token =
      refusal === null
        ? trusted
        : uploadToken(
            target,
            { kind: "token", token: new Secret(index.token), source: "the rehearsal" },
            ports,
          );
    const sent = await publishDistributions(
      distributions.filter((each) => !local.includes(each)),
      { index: target, token, look, remote: await look() },
      ports,
      {
        onRefusal: "tell-all",
        extraFields({ fileName }) {
          // PyPI takes attestations from nobody but a trusted publisher.
          const own = (token.trusted ? attestations : []).filter((each) => each.distribution === fileName);
          return own.length === 0
            ? []
            : [["attestations", JSON.stringify(own.map((each) => each.attestation))]];
        },
      },
    );
    const elsewhere = identity.others.flatMap((each) =>
      each.refusal === null ? [] : [mismatchFinding({ ...each, refusal: each.refusal }, project ?? "")],
    );
    const findings = [...(refusal === null ? [] : [refusal]), ...elsewhere, ...sent.findings];
    const publication = { ...sent, findings: asObserved(findings) };
    const refused = publication.files.filter((file) => file.outcome === "refused");
    for (const file of [...refused, ...local]) await index.offerRefused(file.path);
    const stored = publication.files.length - refused.length;
    const kept = local.length === 0 ? "" : `, ${local.length} for this machine only`;
    const detail = `${stored} uploaded, ${refused.length} rejected${kept}, token ${publication.burnt === true ? "revoked" : "not revoked"}`;
    return { values: { publication }, findings: publication.findings, detail };
  },
});

/** The exchange with the index; null when it gives a token, else the finding in its words. */
async function refusalOf(
  token: UploadToken,
  { job, registered }: IdentityPlan,
  project: string,
): Promise<Finding | null> {
  try {
    await token.get();
    return null;
  } catch (error) {
    if (job === null || !(error instanceof Fault) || error.code !== "auth/mint-refused") throw error;
    const words = String(error.details["words"]);
    const known = registered.length === 0 ? [askedPublisher(job)] : registered;
    const ordered = known.toSorted((a, b) => differences(job, a).length - differences(job, b).length);
    const publisher = ordered[0] ?? askedPublisher(job);
    return mismatchFinding(
      { job, refusal: { words, publisher, differences: differences(job, publisher) } },
      project,
    );
  }
}
