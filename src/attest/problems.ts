/** Why an attestation does not hold: stable ids, with the words that people read of each. */
export const ATTESTATION_PROBLEMS = {
  malformed: "it is not a PEP 740 attestation object",
  "entry-kind": "the log entry has no verifiable time",
  "no-promise": "the log returned no promise, so the time of signing is unknown",
  certificate:
    "the certificate is not from a trusted authority, was not valid at that time, or is not for signing",
  "not-in-certificate-log": "the certificate is in no trusted certificate log",
  "not-in-log": "the signature is in no trusted log",
  "other-entry": "the log entry is about something else",
  signature: "the signature does not match the certificate",
  "other-issuer": "the signer's identity has a different issuer",
  "other-repository": "it was signed in another repository",
  "other-workflow": "it was signed by another workflow",
  subjects: "its statement is not about exactly one file",
  "other-name": "its statement names a different file",
  "other-digest": "its statement is about different bytes",
  predicate: "the index does not accept this kind of statement",
} as const;

/** The id of a problem. */
export type AttestationProblem = keyof typeof ATTESTATION_PROBLEMS;
