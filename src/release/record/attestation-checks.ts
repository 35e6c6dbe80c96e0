import type { Ports } from "../../ports/ports.ts";
import { PUBLISH_PREDICATE, SLSA_PREDICATE } from "../../index-client/endpoints.ts";
import { copiesOf } from "./file-checks.ts";
import type { ReleaseRecord } from "./record-file.ts";
import type { RecordCheck, VerifyRecordRequest } from "./check-record.ts";

/** Every attestation of the release, verified against the bundled trust root or a given one. */
export async function attestationChecks(
  record: ReleaseRecord,
  directory: string,
  { files: extra, trustRoot }: VerifyRecordRequest,
  ports: Pick<Ports, "files">,
): Promise<readonly RecordCheck[]> {
  const names = Object.keys(record.files).filter((name) => name.endsWith(".attestation"));
  if (names.length === 0) {
    return [{ title: "attestations", outcome: "not-checked", detail: "it was released without any" }];
  }
  const [{ parseAttestationText }, { trustRootOf }, { verifyAttestation }] = await Promise.all([
    import("../../attest/attestation.ts"),
    import("../../attest/trust-root.ts"),
    import("../../attest/verify.ts"),
  ]);
  const root = trustRootOf(trustRoot);
  const checks: RecordCheck[] = [];
  for (const name of names) {
    const fileName = name.replace(/\.\w+\.attestation$/, "");
    const title = `attestation ${name}`;
    for (const path of await copiesOf(name, directory, extra, ports)) {
      const attestation = parseAttestationText(await ports.files.readText(path));
      if (typeof attestation === "string") {
        checks.push({ title, outcome: "broken", detail: attestation, file: name });
        continue;
      }
      const file = { fileName, sha256: record.files[fileName] ?? "" };
      const expected = { file, publisher: null, predicateTypes: [PUBLISH_PREDICATE, SLSA_PREDICATE] };
      const verdict = verifyAttestation(attestation, expected, root);
      checks.push(
        verdict.verified
          ? { title, outcome: "holds", detail: `by ${verdict.identity.subject ?? "nobody named"}` }
          : { title, outcome: "broken", detail: verdict.message, file: name },
      );
    }
  }
  return checks;
}
