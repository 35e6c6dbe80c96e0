import type { Distribution } from "../../../distribution/distribution.ts";
import { symptom } from "../../../findings/finding.ts";
import { readAttestation, type AttestationFile } from "../../views/attestation-files.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** PyPI's own predicate, and SLSA's. */
const PREDICATE = /^https:\/\/(?:docs\.pypi\.[a-z]+\/attestations\/publish|slsa\.dev\/provenance)\/v1$/;

/** X002: an attestation that PyPI will not accept for its file. */
export const attestationRefused: Rule = defineRule({
  code: "X002",
  slug: "attestation-refused",
  title: "an attestation is not valid for its file",
  severity: "error",
  needs: ["dist"],
  pypiOnly: true,
  docs: {
    what: "An attestation beside a distribution cannot be read, describes different bytes, is not signed by its own certificate, has a statement that PyPI does not accept, or exceeds the allowed number.",
    why: 'PyPI rejects the upload ("Could not verify the uploaded artifact using the included attestation").',
    fix: "delete the old attestations and sign the current files",
    bad: "the wheel was built again after it was attested",
    good: "attestations are made from the final files, right before the upload",
    peers: ["PyPI", "pypi-attestations"],
  },
  *check({ distributions, attestations = [] }) {
    for (const distribution of distributions) {
      const files = attestations.filter((each) => each.distribution === distribution.fileName);
      const seen = new Set<string>();
      for (const file of files) {
        const found = readAttestation(file.text);
        if (typeof found === "string") {
          yield about(file, "attestations-malformed", `cannot be read: ${found}`);
          continue;
        }
        const words = judge(found, distribution);
        if (words !== null) yield about(file, "attestations-invalid", words);
        else if (seen.has(found.predicateType))
          yield about(file, "attestations-invalid", "repeats another attestation of the file");
        seen.add(found.predicateType);
      }
      const [first] = files;
      if (files.length > 2 && first !== undefined)
        yield about(
          first,
          "attestations-too-many",
          `is one of ${files.length} for one file; PyPI accepts two`,
        );
    }
  },
});

function judge(
  found: Exclude<ReturnType<typeof readAttestation>, string>,
  distribution: Distribution,
): string | null {
  const { predicateType, subjectName, subjectSha256, signed } = found;
  if (!PREDICATE.test(predicateType)) return `has a predicate that PyPI does not accept: ${predicateType}`;
  if (subjectName !== distribution.fileName)
    return `is about ${subjectName ?? "no file"}, not ${distribution.fileName}`;
  if (subjectSha256?.toLowerCase() !== distribution.digests.sha256)
    return "does not match the bytes of the file";
  return signed ? null : "was not signed by its own certificate";
}

type Reason = "attestations-malformed" | "attestations-invalid" | "attestations-too-many";

function about(file: AttestationFile, reason: Reason, words: string): RuleFinding {
  return {
    message: `${file.fileName} ${words}`,
    location: { file: file.fileName },
    subject: `${file.fileName} ${reason}`,
    explains: [symptom.refusal(reason)],
  };
}
