import { readAttestation } from "../../views/attestation-files.ts";
import { symptom } from "../../../findings/finding.ts";
import { isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { workflows } from "../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** Issuers of identities whose attestations PyPI takes: GitHub, GitLab and Google. */
const SUPPORTED =
  /^https:\/\/(?:token\.actions\.githubusercontent\.com(?:\/.*)?|gitlab\.[\w.-]+|accounts\.google\.com)$/;

/** X001: an attestation is sent by somebody who is no publisher. */
export const attestationOfNoPublisher: Rule = defineRule({
  code: "X001",
  slug: "attestation-of-no-publisher",
  title: "an attestation was not signed by a trusted publisher",
  severity: "error",
  phase: "auth",
  needs: ["dist"],
  pypiOnly: true,
  docs: {
    what: "An attestation beside a distribution was signed by a person or by a service that PyPI does not accept, or the release is uploaded with a token.",
    why: 'PyPI rejects the upload ("Attestations are only supported when using Trusted Publishing").',
    fix: "let the publishing workflow sign the attestations and upload with trusted publishing, or upload without attestations",
    bad: "signed by ada@good.dev",
    good: "signed by https://github.com/good/demo/.github/workflows/release.yml@refs/tags/v1.0",
    peers: ["PyPI", "pypi-attestations"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    const explains = [symptom.refusal("attestations-without-publisher")];
    for (const { fileName, text } of inputs.attestations ?? []) {
      const attestation = readAttestation(text);
      if (typeof attestation === "string") continue;
      const { issuer, identity } = attestation;
      if (issuer === null || SUPPORTED.test(issuer)) continue;
      findings.push({
        message: `${fileName} was signed by ${identity ?? "nobody that it names"} (${issuer}), which is not a trusted publisher`,
        location: { file: fileName },
        subject: fileName,
        explains,
      });
    }
    const [first] = inputs.attestations ?? [];
    if (first === undefined || inputs.tree === undefined) return findings;
    const uploads = publishings(await workflows(inputs)).filter(isPublic);
    const token = uploads.find(({ auth }) => auth === "token");
    if (token === undefined || uploads.some(({ auth }) => auth !== "token")) return findings;
    findings.push({
      message: `${first.fileName} cannot be uploaded: the job ${token.job.id} publishes with a token`,
      location: token.workflow.file.locate(token.step.place),
      subject: "attestations with a token",
      explains,
    });
    return findings;
  },
});
