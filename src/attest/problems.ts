/** Why an attestation does not hold: stable ids, with the words that people read of each. */
export const ATTESTATION_PROBLEMS = {
  malformed: "it is no attestation object of PEP 740",
  "entry-kind": "the log's entry is of a kind that vouches for no time",
  "no-promise": "the log promised nothing, so that nobody knows when it was signed",
  certificate: "the certificate is not of a trusted authority, was not valid then, or is not for signing",
  "not-in-certificate-log": "the certificate is in no trusted log of certificates",
  "not-in-log": "the signature is in no trusted log",
  "other-entry": "the log's entry is about something else",
  signature: "the signature is not the certificate's",
  "other-issuer": "the signer's identity is of another issuer",
  "other-repository": "it was signed in another repository",
  "other-workflow": "it was signed by another workflow",
  subjects: "its statement is not about exactly one file",
  "other-name": "its statement is about a file of another name",
  "other-digest": "its statement is about other bytes",
  predicate: "its statement is of a kind that the index does not take",
} as const;

/** The id of a problem. */
export type AttestationProblem = keyof typeof ATTESTATION_PROBLEMS;
