import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Why files could not be attested, or attestations not be verified; sorted. */
export interface AttestFaults {
  readonly "attest/no-identity": Words;
  readonly "attest/none": Words<"file">;
  readonly "attest/not-taken": Words<"index">;
  readonly "attest/refused": Words<"service" | "action" | "words">;
  readonly "attest/services": Words<"variable" | "reason">;
  readonly "attest/trust-root": Words<"file" | "reason">;
  readonly "attest/unreachable": Words<"service" | "reason">;
}

/** The faults of attestations; sorted by code. */
export const ATTEST_FAULTS: FaultEntries<AttestFaults> = {
  "attest/no-identity": entry(
    "auth",
    () => "attestations are required, but there is no workflow identity to sign them with",
    () =>
      'release from GitHub Actions (permissions: { contents: read, id-token: write }), GitLab CI or Google Cloud, or set release.attestations = "auto"',
  ),
  "attest/none": entry(
    "usage",
    (p) => `there is no attestation beside ${p.file}`,
    (p) => `put it there as ${p.file}.publish.attestation, or name the provenance file: --provenance FILE`,
  ),
  "attest/not-taken": entry(
    "usage",
    (p) => `attestations are required, but ${p.index} does not accept them`,
    () => 'set release.attestations = "auto", or publish without --attestations',
  ),
  "attest/refused": entry(
    "publish",
    (p) => `${p.service} refused to ${p.action}: ${p.words}`,
    () => 'run the same command again, or disable attestations: release.attestations = "never"',
  ),
  "attest/services": entry(
    "config",
    (p) => `${p.variable} is not usable: ${p.reason}`,
    () =>
      "a private Sigstore needs SHIPWHEEL_FULCIO_URL and SHIPWHEEL_REKOR_URL, both https; unset both for the public one",
  ),
  "attest/trust-root": entry(
    "config",
    (p) => `${p.file} is not a Sigstore trust root: ${p.reason}`,
    () => "use the trusted_root.json of the instance that made the signatures, or omit it for the public one",
  ),
  "attest/unreachable": entry(
    "unavailable",
    (p) => `${p.service} could not be reached: ${p.reason}`,
    () => "run the same command again; no file is signed or uploaded twice",
  ),
};
